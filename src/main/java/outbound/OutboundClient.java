package outbound;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

import java.time.Duration;

/**
 * The base of every HTTP client of the service. A call ends in time, its answer and the head of it are bounded; it
 * follows no redirect, is never repeated in secret, and keeps neither cookies nor credentials.
 */
public abstract class OutboundClient implements HttpClientConfigurer {

    /** A header that never reaches the wire: what the caller has left for all of the call, in milliseconds. */
    public static final String TIME_LEFT_MILLIS = "X-Creative-Time-Left-Millis";

    /** The longest wait for one address, and for the answer of a name server. */
    static final Duration MOST_FOR_CONNECTING = Duration.ofSeconds(5);

    static final Duration A_MOMENT = Duration.ofSeconds(1);

    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_LINE = 16 * 1024;
    /** Above what the roles of a process may do at once: the bound is there. */
    private static final int MOST_CONNECTIONS = 200;

    private static final String USER_AGENT = "creative-service";

    private final CallLimits limits;
    private final DnsResolver resolver;

    /** A client for addresses that the operator named. */
    protected OutboundClient(CallLimits limits) {
        this(limits, new BoundedResolver(SystemDefaultDnsResolver.INSTANCE));
    }

    OutboundClient(CallLimits limits, BoundedResolver resolver) {
        this.limits = limits;
        this.resolver = resolver;
    }

    /** What a client does beyond its limits. */
    protected void customize(HttpClientBuilder builder) {
        // Most do nothing.
    }

    @Override
    public final void configureHttpClient(HttpClientBuilder builder) {
        // Later than the watch, which knows whether it was the call's time that was up.
        Timeout silence = Timeout.of(limits.timeout().plus(A_MOMENT));
        customize(builder);
        // The library's own agent would tell its version and Java's.
        builder.setUserAgent(USER_AGENT)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setTlsSocketStrategy(watched(DefaultClientTlsStrategy.createDefault()))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .setMaxLineLength(LONGEST_LINE)
                                        .build())
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(MOST_FOR_CONNECTING))
                                .setSocketTimeout(silence)
                                .build())
                        // For the handshake of TLS, before the connection's own timeout counts.
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setSoTimeout(silence).build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .build())
                .setConnectionManagerShared(false)
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "sending", (request, scope, chain) -> {
                    CallWatch.current().ifPresent(CallWatch::connected);
                    return chain.proceed(request, scope);
                })
                // The last one that is added as the first encloses all others.
                .addExecInterceptorFirst("limits", new CallLimiter(limits));
    }

    /** The library cannot break off a handshake and go on to no other address; the watch can. */
    private static TlsSocketStrategy watched(TlsSocketStrategy tls) {
        return (socket, target, port, attachment, context) -> {
            CallWatch watch = CallWatch.current().orElse(null);
            if (watch != null) {
                watch.handshakes(socket);
            }
            return tls.upgrade(socket, target, port, attachment, context);
        };
    }
}

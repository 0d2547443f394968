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
 * The base of every HTTP client of the service. Calls have time limits, and answers and their heads have size limits.
 * It follows no redirects, repeats no call on its own, and keeps neither cookies nor credentials.
 */
public abstract class OutboundClient implements HttpClientConfigurer {

    /** Internal header, never sent: the caller's remaining time for the whole call, in milliseconds. */
    public static final String TIME_LEFT_MILLIS = "X-Creative-Time-Left-Millis";

    /** Maximum wait for one address, and for a name server. */
    static final Duration MOST_FOR_CONNECTING = Duration.ofSeconds(5);

    static final Duration A_MOMENT = Duration.ofSeconds(1);

    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_LINE = 16 * 1024;
    /** Above the concurrency of all roles of a process, which is limited elsewhere. */
    private static final int MOST_CONNECTIONS = 200;

    private static final String USER_AGENT = "creative-service";

    private final CallLimits limits;
    private final DnsResolver resolver;

    /** A client for addresses named by the operator. */
    protected OutboundClient(CallLimits limits) {
        this(limits, new BoundedResolver(SystemDefaultDnsResolver.INSTANCE));
    }

    OutboundClient(CallLimits limits, BoundedResolver resolver) {
        this.limits = limits;
        this.resolver = resolver;
    }

    /** Configures what a client does beyond its limits. */
    protected void customize(HttpClientBuilder builder) {
        // Most clients need nothing.
    }

    @Override
    public final void configureHttpClient(HttpClientBuilder builder) {
        // After the watch, which knows whether a failure is due to the time limit.
        Timeout silence = Timeout.of(limits.timeout().plus(A_MOMENT));
        customize(builder);
        // The library's default agent would reveal its version and Java's.
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
                        // Limits the TLS handshake, which comes before the connection's own timeout.
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
                // The handler that is added last as the first one wraps all others.
                .addExecInterceptorFirst("limits", new CallLimiter(limits));
    }

    /** The library can neither cancel a handshake nor stop trying further addresses; the watch can. */
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

package outbound;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;

import java.time.Duration;

/**
 * An HTTP client for addresses that somebody else named: it connects to what its {@link OutboundPolicy} allows, follows
 * no redirect, which could lead elsewhere, and keeps neither cookies nor credentials.
 */
public final class GuardedHttpClient implements HttpClientConfigurer {

    private static final int MOST_CONNECTIONS = 50;
    private static final String USER_AGENT = "creative-service";

    private final OutboundPolicy policy;
    private final Duration timeout;
    private final DnsResolver names;

    /**
     * @param timeout how long to wait for a connection, and for the other side to say something
     */
    public GuardedHttpClient(OutboundPolicy policy, Duration timeout) {
        this(policy, timeout, SystemDefaultDnsResolver.INSTANCE);
    }

    GuardedHttpClient(OutboundPolicy policy, Duration timeout, DnsResolver names) {
        this.policy = policy;
        this.timeout = timeout;
        this.names = names;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        Timeout limit = Timeout.of(timeout);
        // The library's own would tell its version and Java's.
        builder.setUserAgent(USER_AGENT)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new GuardedResolver(policy, names))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(limit)
                                .setSocketTimeout(limit)
                                .build())
                        // For the handshake of TLS, before the connection's own timeout counts.
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setSoTimeout(limit).build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .build())
                .setConnectionManagerShared(false);
    }
}

package outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The destinations of connections, for any URL: a server on loopback counts the calls that reach it. */
class GuardedHttpClientTest {

    private static final CallLimits LIMITS = new CallLimits(Duration.ofSeconds(5), 1000);

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", url("127.0.0.1") + "/");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Notations that the system itself understands reach the resolver like names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0x7f.0.0.1",
                "localhost",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "0.0.0.0"
            })
    void connectsToNoPrivateAddress(String host) {
        assertThatThrownBy(() -> get(OutboundPolicy.of(() -> false), SystemDefaultDnsResolver.INSTANCE, url(host)))
                .isInstanceOf(UnknownHostException.class);
        assertThat(calls).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "fd00:ec2::254",
        "fe80::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::1"
    })
    void connectsToNoNameThatResolvesToAPrivateAddress(String address) {
        assertThatThrownBy(() -> get(OutboundPolicy.of(() -> false), names(address), url("innocent.example.com")))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("innocent.example.com")
                .hasMessageContaining("not on the public internet");
        assertThat(calls).hasValue(0);
    }

    @Test
    void connectsToNoNameWithOneAddressThatIsPrivate() {
        assertThatThrownBy(() -> get(
                        OutboundPolicy.of(() -> false),
                        names("93.184.215.14", "127.0.0.1"),
                        url("innocent.example.com")))
                .isInstanceOf(UnknownHostException.class);
        assertThat(calls).hasValue(0);
    }

    /** Each may take as long as a call may. */
    @Test
    void triesFewOfANamesAddresses() throws IOException {
        GuardedResolver resolver = new GuardedResolver(
                OutboundPolicy.of(() -> false), names("93.184.215.14", "93.184.215.15", "93.184.215.16"));

        assertThat(resolver.resolve("crowded.example.com")).hasSize(2);
        assertThat(resolver.resolve("crowded.example.com", 443)).hasSize(2);
    }

    @Test
    void asksOnceWhereANameIs() throws IOException {
        AtomicInteger lookUps = new AtomicInteger();
        DnsResolver rebinding = new Names() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                lookUps.incrementAndGet();
                return InetAddress.getAllByName("127.0.0.1");
            }
        };

        get(OutboundPolicy.of(() -> true), rebinding, url("name.example.com"));

        assertThat(lookUps).hasValue(1);
        assertThat(calls).hasValue(1);
    }

    @Test
    void followsNoRedirect() throws IOException {
        assertThat(get(OutboundPolicy.of(() -> true), names("127.0.0.1"), url("name.example.com") + "/moved"))
                .isEqualTo(307);
        assertThat(calls).hasValue(0);
    }

    @Test
    void connectsToWhatTheOperatorNamed() throws IOException {
        OutboundPolicy policy = OutboundPolicy.of(() -> false).trusting(URI.create(url("meta.internal")));

        assertThat(get(policy, names("127.0.0.1"), url("meta.internal"))).isEqualTo(204);
        assertThatThrownBy(() -> get(policy, names("127.0.0.1"), url("other.internal")))
                .isInstanceOf(UnknownHostException.class);
        assertThatThrownBy(() -> get(policy, names("127.0.0.1"), "http://meta.internal:1/"))
                .isInstanceOf(UnknownHostException.class);
    }

    private String url(String host) {
        return "http://" + host + ":" + server.getAddress().getPort();
    }

    private static int get(OutboundPolicy policy, DnsResolver names, String url) throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create();
        new GuardedHttpClient(policy, LIMITS, names).configureHttpClient(builder);
        try (CloseableHttpClient client = builder.build()) {
            return client.execute(new HttpGet(url), answer -> answer.getCode());
        }
    }

    private static DnsResolver names(String... addresses) {
        return new Names() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                InetAddress[] found = new InetAddress[addresses.length];
                for (int i = 0; i < addresses.length; i++) {
                    found[i] = InetAddress.getByName(addresses[i]);
                }
                return found;
            }
        };
    }

    private abstract static class Names implements DnsResolver {
        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}

package outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

/** The check of a URL's text. {@link GuardedHttpClientTest} tests the check of its host's addresses. */
class OutboundPolicyTest {

    private final OutboundPolicy policy = OutboundPolicy.of(() -> false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "HTTPS://Example.com:8443/hooks/ads?key=a%20b",
                "https://xn--bcher-kva.example/",
                "https://93.184.215.14/hook",
                "https://172.15.0.1/",
                "https://172.32.0.1/",
                "https://100.63.255.255/",
                "https://100.128.0.1/",
                "https://[2606:4700::6810:84e5]/hook",
                "https://[64:ff9b::5db8:d70e]/a-public-address-behind-nat64"
            })
    void callsThePublicInternet(String url) {
        assertThat(policy.check(url)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // not a port
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://example.com:99999/",
                "https://example.com:99999999999/",
                "https://example.com:-1/",
                // not https
                "http://example.com/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/",
                "//example.com/",
                "/hook",
                "",
                // loopback, under any name
                "https://localhost/",
                "https://LOCALHOST./",
                "https://api.localhost/",
                "https://127.0.0.1/",
                "https://127.0.0.1./",
                "https://127.255.255.254/",
                "https://127.1/",
                "https://127.0.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0x7F.1/",
                "https://0177.0.0.1/",
                "https://017700000001/",
                "https://127.000.000.001/",
                "https://0/",
                "https://0.0.0.0/",
                "https://[::1]/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:7f00:1]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[64:ff9b:1::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[2001:0:7f00:1::]/",
                // private, shared, link-local, and metadata services of clouds
                "https://10.0.0.1/",
                "https://172.16.0.1/",
                "https://172.31.255.255/",
                "https://192.168.1.1/",
                "https://100.64.0.1/",
                "https://100.127.255.255/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[::ffff:169.254.169.254]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[fe80::1]/",
                "https://[fe80::1%25eth0]/",
                "https://[fc00::1]/",
                "https://[fd00:ec2::254]/",
                "https://[fec0::1]/",
                // multicast, broadcast, reserved
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://240.0.0.1/",
                "https://[ff02::1]/",
                "https://198.18.0.1/",
                "https://192.0.2.1/",
                // ambiguous URLs
                "https://user:password@example.com/",
                "https://example.com@127.0.0.1/",
                "https://example.com\\@127.0.0.1/",
                "https://127.0.0.1%2eexample.com/",
                "https://example.com:65536:80/",
                "https://exa mple.com/",
                "https://example.com/{{creative.graph.url}}",
                "https://①②⑦.0.0.1/",
                "https://example.com/\r\nHost: other"
            })
    void callsNothingElse(String url) {
        assertThatThrownBy(() -> policy.check(url))
                .isInstanceOf(ForbiddenAddressException.class)
                .hasMessageStartingWith("The URL")
                .hasMessageEndingWith(".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080/hook", "http://localhost/", "https://[::1]/", "http://10.1.2.3/"})
    void callsPrivateAddressesInDevelopment(String url) {
        assertThat(OutboundPolicy.of(() -> true).check(url)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://user@127.0.0.1/", "http://0x7f.1/", "ftp://127.0.0.1/"})
    void readsUrlsStrictlyInDevelopmentToo(String url) {
        assertThatThrownBy(() -> OutboundPolicy.of(() -> true).check(url))
                .isInstanceOf(ForbiddenAddressException.class);
    }

    @Test
    void callsWhatTheOperatorNamed() {
        OutboundPolicy trusting = policy.trusting(URI.create("http://127.0.0.1:8080/sandbox"));

        assertThat(trusting.check("http://127.0.0.1:8080/media/1.jpg")).isNotNull();
        assertThatThrownBy(() -> trusting.check("http://127.0.0.1:5432/"))
                .isInstanceOf(ForbiddenAddressException.class);
        assertThatThrownBy(() -> trusting.check("https://127.0.0.1:8080/"))
                .isInstanceOf(ForbiddenAddressException.class);
    }
}

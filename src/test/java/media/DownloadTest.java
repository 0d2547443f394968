package media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import failures.Broken;
import failures.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outbound.OutboundConfig;
import outbound.OutboundPolicy;
import settings.MappedConfig;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** How a download goes on after redirects and failures. */
class DownloadTest {

    private final Download download = download(Duration.ofMinutes(1));

    private static Download download(Duration most) {
        return new Download(
                URI.create("https://files.example.com/a/film.mp4?signature=s3cr3t"),
                OutboundPolicy.of(MappedConfig.of(OutboundConfig.class, "allow-private-addresses", "false")),
                most);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://files.example.com/film.mp4",
                "https://127.0.0.1/film.mp4",
                "https://169.254.169.254/latest/meta-data",
                "https://10.1.2.3/film.mp4",
                "https://[::1]/film.mp4",
                "https://localhost/film.mp4",
                "file:///etc/passwd"
            })
    void followsNoRedirectThatLeadsInward(String location) {
        assertThatThrownBy(() -> download.follow(location))
                .isInstanceOf(Rejected.class)
                .hasMessageContaining("files.example.com")
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void followsARedirectOfTheSameHost() {
        download.follow("../b/film.mp4");

        assertThat(download.address()).hasToString("https://files.example.com/b/film.mp4");
    }

    @Test
    void beginsAtTheFirstAddressAfterAFailure() {
        download.begin();
        download.follow("https://cdn.example.com/film.mp4");
        download.failed("breaks off", null);

        assertThat(download.address().getPath()).isEqualTo("/a/film.mp4");
    }

    @Test
    void givesUpAfterRequestsThatBringNothing() {
        for (int request = 0; request < 2; request++) {
            download.begin();
            download.failed("breaks off", null);
        }
        download.begin();

        assertThatThrownBy(() -> download.failed("breaks off", null))
                .isInstanceOf(Broken.class)
                .hasMessage("files.example.com breaks off; 0 bytes have arrived.");
    }

    @Test
    void goesOnAsLongAsBytesArrive() {
        download.keepIn(Path.of("part"), "part", "\"v1\"");
        for (int request = 0; request < 20; request++) {
            download.begin();
            download.arrived(10);
            download.failed("breaks off", null);
        }

        assertThat(download.arrived()).isEqualTo(200);
    }

    /** A few bytes in each request are no progress that is worth a worker. */
    @Test
    void endsAfterTooManyRequests() {
        assertThatThrownBy(() -> {
                    for (int request = 0; request < 1000; request++) {
                        download.begin();
                        download.arrived(1);
                        download.failed("breaks off", null);
                    }
                })
                .isInstanceOf(Broken.class);
    }

    @Test
    void endsInTime() {
        assertThatThrownBy(() -> download(Duration.ZERO).begin())
                .isInstanceOf(Broken.class)
                .hasMessageContaining("too slowly");
    }
}

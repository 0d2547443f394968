package blobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.UUID;

class BlobNamesTest {

    private static final UUID JOB = UUID.fromString("6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80");

    private final BlobNames names = new BlobNames();

    @Test
    void namesBlobsByJobAndType() {
        assertThat(names.video(JOB, "video/mp4")).isEqualTo("jobs/" + JOB + "/video.mp4");
        assertThat(names.video(JOB, "video/quicktime")).isEqualTo("jobs/" + JOB + "/video.mov");
        assertThat(names.thumbnail(JOB, "image/png")).isEqualTo("jobs/" + JOB + "/thumb.png");
        assertThat(names.thumbnail(JOB, "image/jpeg")).isEqualTo("jobs/" + JOB + "/thumb.jpg");
        assertThat(names.frame(JOB)).isEqualTo("jobs/" + JOB + "/frame.jpg");
    }

    @Test
    void readsAJobFromItsFolder() {
        assertThat(BlobNames.job(JOB.toString())).contains(JOB);
        assertThat(BlobNames.job("lost+found")).isEmpty();
    }
}

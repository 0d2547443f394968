package blobs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import settings.InvalidSettingException;

import java.nio.file.Path;

class S3ClientsTest {

    private static final Path ANYWHERE = Path.of("blob");

    @Test
    void takesABucketOfAmazonsWithTheKeysOfTheEnvironment() {
        assertThatCode(() -> check("s3.bucket", "b")).doesNotThrowAnyException();
    }

    @Test
    void takesAnotherServiceWithItsOwnKeys() {
        assertThatCode(() -> check(
                        "s3.bucket", "b", "s3.url", "http://minio:9000", "s3.access-key", "k", "s3.secret-key", "s"))
                .doesNotThrowAnyException();
    }

    @Test
    void needsABucket() {
        assertThatThrownBy(S3ClientsTest::check)
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("creative.blobs.s3.bucket must be set");
    }

    @ParameterizedTest
    @CsvSource({
        "s3.url, minio:9000, creative.blobs.s3.url",
        "s3.url, ftp://minio, creative.blobs.s3.url",
        "s3.url, http://me:confidential@minio, creative.blobs.s3.url",
        "s3.url, ftp://me:confidential@minio, creative.blobs.s3.url",
        "s3.access-key, k, creative.blobs.s3.access-key",
        "s3.secret-key, confidential, creative.blobs.s3.secret-key",
        "s3.attempts, 0, creative.blobs.s3.attempts"
    })
    void namesTheSettingThatIsWrong(String name, String value, String property) {
        assertThatThrownBy(() -> check("s3.bucket", "b", name, value))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(property)
                .hasMessageNotContaining("confidential");
    }

    @ParameterizedTest
    @CsvSource({
        "store, tape, creative.blobs.store",
        "s3.timeout, soon, creative.blobs.s3.timeout",
        "s3.attempts, some, creative.blobs.s3.attempts"
    })
    void namesTheSettingThatIsNoSuchThing(String name, String value, String property) {
        assertThatThrownBy(() -> check("s3.bucket", "b", name, value)).hasStackTraceContaining(property);
    }

    private static void check(String... settings) {
        S3Clients.check(MappedBlobs.config(ANYWHERE, settings).s3());
    }
}

package blobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;

class S3FailuresTest {

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 503})
    void areWaitedOutWhereS3HasTooMuchToDo(int status) {
        assertThat(S3Failures.isAway(S3Exception.builder().statusCode(status).build()))
                .isTrue();
    }

    @Test
    void areWaitedOutWhereItDoesNotAnswer() {
        assertThat(S3Failures.isAway(SdkClientException.create("Connection refused")))
                .isTrue();
        assertThat(S3Failures.isAway(ApiCallTimeoutException.create(1))).isTrue();
        assertThat(S3Failures.isAway(SdkClientException.create("Unable to execute", new ConnectException())))
                .isTrue();
        assertThat(S3Failures.isAway(new IllegalStateException(SdkClientException.create("Connection refused"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void useUpAnAttemptIfTheStoreRejects(int status) {
        assertThat(S3Failures.isAway(S3Exception.builder().statusCode(status).build()))
                .isFalse();
        assertThat(S3Failures.isAway(
                        NoSuchBucketException.builder().statusCode(404).build()))
                .isFalse();
    }

    /** The SDK also wraps failures of the local copy of a blob. */
    @Test
    void useUpAnAttemptWhereTheLocalDiskFails() {
        for (IOException cause : new IOException[] {
            new NoSuchFileException("/data/blob/window"), new IOException("No space left on device")
        }) {
            assertThat(S3Failures.isAway(SdkClientException.create("Failed to read response into file", cause)))
                    .isFalse();
        }
    }

    @Test
    void areNotOthers() {
        assertThat(S3Failures.isAway(new IllegalStateException())).isFalse();
    }
}

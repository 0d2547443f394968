package http;

import static org.assertj.core.api.Assertions.assertThat;

import failures.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Problems for callers while the bucket fails. */
class BlobStoreProblemTest {

    @ParameterizedTest
    @CsvSource({"503, UNAVAILABLE", "500, UNAVAILABLE", "403, UNAVAILABLE", "507, STORAGE_FULL"})
    void isTheServicesAndNotTheCallers(int status, Kind kind) {
        Throwable failure = S3Exception.builder()
                .statusCode(status)
                .message("Host 10.0.0.7")
                .build();

        Problem problem = new FailureProblems().of(failure);

        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.detail()).doesNotContain("10.0.0.7");
    }
}

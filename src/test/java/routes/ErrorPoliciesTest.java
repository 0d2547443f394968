package routes;

import static flow.Bodies.on;
import static org.assertj.core.api.Assertions.assertThat;

import blobs.BlobStore;
import blobs.NewBlob;
import calls.ApiCall;
import calls.TestCalls;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import failures.Broken;
import failures.Kind;
import graph.UnreadableFileException;
import http.FailureProblems;
import http.Replies;
import jobs.FailureDisposition;
import jobs.Job;
import jobs.JobInsert;
import jobs.JobRun;
import jobs.JobRuns;
import jobs.JobStatus;
import jobs.JobsConfig;
import jobs.NewJob;
import jobs.Release;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import settings.MappedConfig;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Failures that a job waits for, failures that use up an attempt, and what a rejected call leaves in the bucket. */
class ErrorPoliciesTest {

    private static final String JOB = """
            {"job_id":"6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80","client_id":"francisco","type":"video_creative",
             "status":"running","input_json":{},"result_json":{},"checkpoint_json":{},"attempts":1,"max_attempts":3,
             "created_at":"2026-01-31T12:00:00Z"}
            """;

    private static final UUID JOB_ID = UUID.fromString("6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80");

    private static final NewJob UNSENT =
            new NewJob(JOB_ID, "video_creative", null, null, null, 0, null, null, List.of(), null, false, List.of());
    private static final NewJob UPLOADED =
            UNSENT.with(new NewBlob("jobs/" + JOB_ID + "/video.mp4", Path.of("video")), null, 1, null);

    private static final String NO_DATABASE = "The database is unavailable.";
    private static final String NO_BLOB_STORE = "The blob store is unavailable.";

    private Exception failure;
    private final List<Object> deleted = new ArrayList<>();
    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
    private final DefaultCamelContext context = new DefaultCamelContext();

    /** Records failures without an answer. */
    private static final class Refusals extends Replies {

        Refusals() {
            super(null, null, null);
        }

        @Override
        public void refuse(Exchange exchange) {
            exchange.getMessage().setBody(null);
        }
    }

    @BeforeEach
    void start() throws Exception {
        context.addRoutesConfigurations(new ErrorPolicies(
                new FailureDisposition(MappedConfig.of(JobsConfig.class)),
                new FailureProblems(),
                inserts(),
                new Refusals()));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:job").routeConfigurationId("jobs").process(on(JobRun.class, run -> {
                    throw failure;
                }));
                from("direct:release-job").log("Let go of");
                from("direct:upload").routeConfigurationId("intake").process(on(ApiCall.class, call -> {
                    throw failure;
                }));
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @CsvSource({"503, RUNNING", "429, RUNNING", "403, QUEUED", "404, QUEUED"})
    void letGoOfAJob(int status, JobStatus released) throws IOException {
        assertThat(released(S3Exception.builder()
                                .statusCode(status)
                                .message("No")
                                .build())
                        .status())
                .isEqualTo(released);
    }

    /** A job waits for an unavailable database; a rejected statement would be rejected every second, forever. */
    @ParameterizedTest
    @CsvSource({"08006, RUNNING", "53300, RUNNING", "57P01, RUNNING", "22P05, QUEUED", "42P01, QUEUED", "23514, QUEUED"
    })
    void waitForADatabaseThatIsAway(String sqlState, JobStatus released) throws IOException {
        Release release = released(new SQLException("Connection to 10.0.0.7 refused", sqlState));

        assertThat(release.status()).isEqualTo(released);
        assertThat(release.detail()).doesNotContain("10.0.0.7");
    }

    /** Drivers wrap the failure of the connection, and Camel reports the innermost cause. */
    @ParameterizedTest
    @MethodSource("lostConnections")
    void waitWhereTheConnectionIsLost(Exception failure, String detail) throws IOException {
        Release release = released(failure);

        assertThat(release.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(release.detail()).isEqualTo(detail);
    }

    static Stream<Arguments> lostConnections() {
        Exception socket = new SocketException("Connection reset");
        SQLException database = new SQLException("An I/O error occurred", "08006", socket);
        SdkClientException store = SdkClientException.create("Unable to execute HTTP request", new ConnectException());
        return Stream.of(
                Arguments.of(database, NO_DATABASE),
                Arguments.of(new SQLTransientConnectionException("No connection", new IOException("End")), NO_DATABASE),
                Arguments.of(new IllegalStateException(database), NO_DATABASE),
                Arguments.of(store, NO_BLOB_STORE),
                Arguments.of(RetryableException.create("Cut off", new IOException("Premature end")), NO_BLOB_STORE),
                Arguments.of(new IllegalStateException(store), NO_BLOB_STORE));
    }

    /** The statement is wrong, whatever the driver reports. */
    @Test
    void useUpAnAttemptIfAStatementIsRejected() throws IOException {
        assertThat(released(new SQLException("Bad value", "22P05", new SocketException()))
                        .status())
                .isEqualTo(JobStatus.QUEUED);
    }

    /** A disk may come back, but a job does not wait forever. */
    @Test
    void useUpAnAttemptWhereAFileCannotBeRead() throws IOException {
        IOException cause = new IOException("/data/blob/jobs/1/video.mp4: Input/output error");

        for (Exception failure : List.of(
                new Broken(Broken.Part.BLOBS, Kind.UNAVAILABLE, "The blob store failed.", cause),
                new UnreadableFileException(cause))) {
            Release release = released(failure);

            assertThat(release.status()).isEqualTo(JobStatus.QUEUED);
            assertThat(release.errorText())
                    .startsWith("The blob store failed.")
                    .doesNotContain("/data/blob", "Exception");
        }
    }

    private Release released(Exception met) throws IOException {
        failure = met;
        JobRun run = JobRuns.of(mapper.readValue(JOB, Job.class));
        context.createFluentProducerTemplate().withBody(run).to("direct:job").send();
        return run.release();
    }

    @Test
    void removeTheBlobsOfACallThatFails() {
        fail(new IllegalStateException("Refused"), UPLOADED);

        assertThat(deleted).containsExactly(JOB_ID);
    }

    /** The job may have been accepted nevertheless. */
    @Test
    void leaveTheBlobsWhereTheDatabaseFails() {
        fail(new SQLException("Connection lost", "08006"), UPLOADED);

        assertThat(deleted).isEmpty();
    }

    /** Listing a bucket costs money, and no file was sent. */
    @Test
    void askNoStoreWhereNothingWasSent() {
        fail(new IllegalStateException("Refused"), null);
        fail(new IllegalStateException("Refused"), UNSENT);

        assertThat(deleted).isEmpty();
    }

    private void fail(Exception met, NewJob job) {
        failure = met;
        ApiCall call = TestCalls.call("createVideoJob", null, Map.of());
        if (job != null) {
            call.note(job);
        }
        assertThat(context.createFluentProducerTemplate()
                        .withBody(call)
                        .to("direct:upload")
                        .send()
                        .isFailed())
                .isFalse();
    }

    private JobInsert inserts() {
        return new JobInsert(noting(deleted), mapper, null);
    }

    private static BlobStore noting(List<Object> deleted) {
        return (BlobStore) Proxy.newProxyInstance(
                BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(deleted, arguments);
                    }
                    assertThat(method.getName()).isEqualTo("deleteJob");
                    deleted.add(arguments[0]);
                    return null;
                });
    }
}

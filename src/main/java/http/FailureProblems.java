package http;

import calls.ApiCall;
import com.fasterxml.jackson.databind.JsonNode;
import failures.Broken;
import failures.Failure;
import failures.FieldError;
import failures.Kind;
import failures.Wait;
import graph.GraphException;
import graph.GraphRequest;
import graph.UnreadableFileException;
import intents.Unsettled;
import io.quarkus.arc.Unremovable;
import jobs.DatabaseFailures;
import jobs.Job;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.jboss.logging.Logger;
import outbound.ForbiddenAddressException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Maps each kind of failure to the problem that the caller receives, and that a job keeps as its {@code error}. */
@Singleton
@Unremovable
public class FailureProblems {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final Logger LOG = Logger.getLogger(FailureProblems.class);
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final Duration SOON = Duration.ofSeconds(1);

    /** The problem of a failed call. If the outcome of a create is open, that takes precedence. */
    Problem of(Throwable failure, ApiCall call) {
        if (call.intent() != null && call.intent().isUnsettled()) {
            return Problem.of(Kind.OUTCOME_UNKNOWN, new Unsettled(call.intent()).getMessage());
        }
        if (failure instanceof GraphException.Invalid invalid && call.objectId() != null && isNotThere(invalid, call)) {
            return Problem.of(Kind.NOT_FOUND, call.absence()).withGraph(invalid.graph());
        }
        return of(failure);
    }

    public JsonNode json(Throwable failure, Job job) {
        return of(failure).toJson("/v1/jobs/" + job.jobId());
    }

    /** The problem of a failure outside of a route. */
    Problem of(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem.problem();
        }
        if (failure instanceof ForbiddenAddressException) {
            return Problem.of(
                    Kind.META_FAILED,
                    "Meta answered with a link to an address that this service may not call. " + failure.getMessage());
        }
        if (failure instanceof Failure named && !isOfBlobs(failure)) {
            Problem problem = Problem.of(named.kind(), named.getMessage())
                    .withErrors(named.errors())
                    .withGraph(named.graph())
                    .withMembers(named.members());
            return failure instanceof Wait wait && !wait.delay().isZero()
                    ? problem.withRetryAfter(wait.delay())
                    : problem;
        }
        if (failure instanceof SQLException refused && UNIQUE_VIOLATION.equals(refused.getSQLState())) {
            return Problem.of(Kind.CONFLICT, "Another call made the same change at the same time.");
        }
        if (DatabaseFailures.isAway(failure)) {
            LOG.warnf("A call failed because of the database: %s", failure.getMessage());
            return Problem.of(Kind.UNAVAILABLE, "The database is unavailable.").withRetryAfter(SOON);
        }
        if (failure instanceof SdkException && !isStorageFull(failure)) {
            LOG.warnf("A call failed because of the blob store: %s", failure.getMessage());
            return Problem.of(Kind.UNAVAILABLE, "The blob store is unavailable.")
                    .withRetryAfter(SOON);
        }
        if (isStorageFull(failure)) {
            LOG.warnf("The blob store rejected an upload: %s", failure);
            return Problem.of(Kind.STORAGE_FULL, "There is not enough storage for the upload.");
        }
        String reference = UUID.randomUUID().toString();
        if (isOfStore(failure)) {
            LOG.errorf(failure, "The blob store failed: %s", reference);
            return Problem.of(
                            Kind.UNAVAILABLE,
                            "The blob store failed. The service's log has the details under the reference " + reference
                                    + ".")
                    .withRetryAfter(SOON);
        }
        LOG.errorf(failure, "Unexpected failure %s", reference);
        return Problem.of(
                Kind.INTERNAL_ERROR,
                "Internal error. The service's log has the details under the reference " + reference + ".");
    }

    /** Reading an object of the wrong kind fails with "bad parameter". */
    private static boolean isNotThere(GraphException.Invalid failure, ApiCall call) {
        GraphRequest request = call.request();
        return failure instanceof GraphException.NoSuchObject
                || request != null
                        && request.method() == GraphRequest.Method.GET
                        && request.path().equals(call.objectId())
                        && failure.isBadParameter();
    }

    private static Problem field(Kind kind, String field, Exception failure) {
        return Problem.of(kind, failure.getMessage())
                .withErrors(List.of(FieldError.ofField(field, failure.getMessage())));
    }

    /** Returns true if the failure is an error of the service's own storage. */
    private static boolean isOfStore(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOfBlobs(cause)
                    || cause instanceof UnreadableFileException
                    || cause instanceof FileSystemException
                    || cause instanceof GenericFileOperationFailedException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfBlobs(Throwable failure) {
        return failure instanceof Broken broken && broken.part() == Broken.Part.BLOBS;
    }

    private static boolean isStorageFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof SdkServiceException refusal && refusal.statusCode() == INSUFFICIENT_STORAGE
                    || message.contains("No space left on device")
                    || message.contains("Disk quota exceeded")) {
                return true;
            }
        }
        return false;
    }
}

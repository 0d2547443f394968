package http;

import clients.ClientConflictException;
import clients.ClientDisabledException;
import clients.ForeignIdentityException;
import clients.InvalidClientException;
import clients.TokenUnavailableException;
import clients.UnknownClientException;
import clients.UnknownKeyException;
import com.fasterxml.jackson.databind.JsonNode;
import failures.Broken;
import failures.Excerpt;
import failures.Failure;
import failures.FieldError;
import failures.Kind;
import failures.Wait;
import graph.BreakerOpenException;
import graph.DeadlineException;
import graph.ForeignObjectException;
import graph.GraphException;
import graph.GraphRequest;
import graph.Intent;
import graph.InvalidAmountException;
import graph.NoSlotException;
import graph.PreflightException;
import graph.UnreadableFileException;
import graph.UnsettledException;
import io.quarkus.arc.Unremovable;
import jobs.DatabaseFailures;
import jobs.InvalidCursorException;
import jobs.Job;
import jobs.JobFailedException;
import jobs.JobNotFoundException;
import jobs.StatusConflictException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.jboss.logging.Logger;
import outbound.ForbiddenAddressException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import webhooks.Callbacks;
import webhooks.DeliveryNotFoundException;
import webhooks.InvalidCallbackException;

import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Says each kind of failure as the problem that a caller is told, and that a job keeps as its {@code error}. */
@Singleton
@Unremovable
public class FailureProblems {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final Logger LOG = Logger.getLogger(FailureProblems.class);
    private static final int INSUFFICIENT_STORAGE = 507;
    private static final Duration SOON = Duration.ofSeconds(1);

    /**
     * The problem of a failure. (Camel's {@code @ExchangeException} would give its root cause instead.)
     *
     * @param intent what was being created, or null: while its outcome is open, that is what the caller must know
     * @param id the object that the path names, or null
     * @param request what Meta was asked last, or null
     */
    public Problem of(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure,
            @Variable("intent") Intent intent,
            @Variable("id") String id,
            @Variable("graphRequest") GraphRequest request) {
        if (intent != null && intent.isUnsettled()) {
            return Problem.of(Kind.OUTCOME_UNKNOWN, new UnsettledException(intent).getMessage());
        }
        if (failure instanceof GraphException.Invalid invalid && id != null && isNotThere(invalid, request)) {
            return withGraph(Kind.NOT_FOUND, new ForeignObjectException(id).getMessage(), invalid);
        }
        return of(failure);
    }

    /** The problem of a job's failure, as JSON. */
    public JsonNode json(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable failure, @Variable("job") Job job) {
        return of(failure).toJson("/v1/jobs/" + job.jobId());
    }

    /** The problem of a failure that happened on no route. */
    Problem of(Throwable failure) {
        if (failure instanceof ProblemException problem) {
            return problem.problem();
        }
        if (failure instanceof Failure named && !isOfBlobs(failure)) {
            Problem problem = Problem.of(named.kind(), named.getMessage())
                    .withErrors(named.errors())
                    .withGraph(named.graph());
            return failure instanceof Wait wait ? problem.withRetryAfter(wait.delay()) : problem;
        }
        if (failure instanceof GraphException graphFailure) {
            return ofMeta(graphFailure);
        }
        if (failure instanceof UnknownClientException unknown) {
            return unknown.inBody()
                    ? field(Kind.INVALID_REQUEST, "client_id", unknown)
                    : Problem.of(Kind.NOT_FOUND, unknown.getMessage());
        }
        if (failure instanceof InvalidClientException invalid) {
            return Problem.of(Kind.INVALID_REQUEST, "The client cannot be set like that.")
                    .withErrors(List.of(FieldError.atPointer("/" + invalid.field(), invalid.getMessage())));
        }
        if (failure instanceof JobFailedException failed) {
            return Problem.of(Kind.ofSuffix(failed.kind()).orElse(Kind.INTERNAL_ERROR), failed.getMessage());
        }
        if (failure instanceof InvalidCallbackException) {
            return field(Kind.INVALID_REQUEST, Callbacks.FIELD, (Exception) failure);
        }
        if (failure instanceof InvalidCursorException) {
            return field(Kind.INVALID_REQUEST, "cursor", (Exception) failure);
        }
        if (failure instanceof PreflightException preflight) {
            return Problem.of(Kind.PREFLIGHT, preflight.getMessage())
                    .withErrors(preflight.findings().stream()
                            .map(finding -> fault(finding.place(), finding.detail()))
                            .toList());
        }
        if (failure instanceof InvalidAmountException invalid) {
            return Problem.of(Kind.INVALID_REQUEST, invalid.getMessage())
                    .withErrors(invalid.findings().stream()
                            .map(finding -> fault(finding.place(), finding.detail()))
                            .toList());
        }
        if (failure instanceof ForeignIdentityException foreign) {
            return Problem.of(Kind.FORBIDDEN, foreign.getMessage())
                    .withErrors(List.of(fault(foreign.place(), foreign.getMessage())));
        }
        if (failure instanceof ClientDisabledException) {
            return Problem.of(Kind.FORBIDDEN, failure.getMessage());
        }
        if (failure instanceof JobNotFoundException
                || failure instanceof DeliveryNotFoundException
                || failure instanceof ForeignObjectException
                || failure instanceof UnknownKeyException) {
            return Problem.of(Kind.NOT_FOUND, failure.getMessage());
        }
        if (failure instanceof StatusConflictException || failure instanceof ClientConflictException) {
            return Problem.of(Kind.CONFLICT, failure.getMessage());
        }
        if (failure instanceof ForbiddenAddressException) {
            return Problem.of(
                    Kind.META_FAILED, "Meta links to what this service does not call. " + failure.getMessage());
        }
        if (failure instanceof TokenUnavailableException) {
            return Problem.of(Kind.TOKEN_REJECTED, failure.getMessage());
        }
        if (failure instanceof UnsettledException) {
            return Problem.of(Kind.OUTCOME_UNKNOWN, failure.getMessage());
        }
        if (failure instanceof DeadlineException) {
            return Problem.of(Kind.TIMEOUT, failure.getMessage());
        }
        if (failure instanceof NoSlotException) {
            return Problem.of(Kind.OVERLOADED, failure.getMessage()).withRetryAfter(SOON);
        }
        if (failure instanceof BreakerOpenException open) {
            return Problem.of(Kind.UNAVAILABLE, failure.getMessage()).withRetryAfter(open.waiting());
        }
        if (failure instanceof SQLException refused && UNIQUE_VIOLATION.equals(refused.getSQLState())) {
            return Problem.of(Kind.CONFLICT, "The same was done at the same time by another call.");
        }
        if (DatabaseFailures.isAway(failure)) {
            LOG.warnf("The database failed a call: %s", failure.getMessage());
            return Problem.of(Kind.UNAVAILABLE, "The database cannot be reached.")
                    .withRetryAfter(SOON);
        }
        if (failure instanceof SdkException && !isStorageFull(failure)) {
            LOG.warnf("The blob store fails a call: %s", failure.getMessage());
            return Problem.of(Kind.UNAVAILABLE, "The blob store cannot be reached.")
                    .withRetryAfter(SOON);
        }
        if (isStorageFull(failure)) {
            LOG.warnf("The blob store refuses an upload: %s", failure);
            return Problem.of(Kind.STORAGE_FULL, "There is no room for the upload.");
        }
        String reference = UUID.randomUUID().toString();
        if (isOfStore(failure)) {
            LOG.errorf(failure, "The blob store failed: %s", reference);
            return Problem.of(
                            Kind.UNAVAILABLE,
                            "The blob store failed; the service's log has the details under " + reference + ".")
                    .withRetryAfter(SOON);
        }
        LOG.errorf(failure, "Unexpected failure %s", reference);
        return Problem.of(Kind.INTERNAL_ERROR, "The service's log has the details under " + reference + ".");
    }

    /** An object of another kind has not the fields that are asked for, which Meta calls a bad parameter. */
    private static boolean isNotThere(GraphException.Invalid failure, GraphRequest request) {
        return failure instanceof GraphException.NoSuchObject
                || request != null
                        && request.method() == GraphRequest.Method.GET
                        && failure.error() != null
                        && failure.error().isBadParameter();
    }

    private Problem ofMeta(GraphException failure) {
        if (failure instanceof GraphException.Invalid) {
            return withGraph(Kind.REJECTED_BY_META, failure);
        }
        if (failure instanceof GraphException.TokenRejected) {
            return withGraph(Kind.TOKEN_REJECTED, failure);
        }
        if (failure instanceof GraphException.Throttled throttled) {
            return withGraph(Kind.ACCOUNT_THROTTLED, failure)
                    .withRetryAfter(throttled.throttle().named());
        }
        if (failure instanceof GraphException.OutcomeUnknown) {
            return withGraph(Kind.OUTCOME_UNKNOWN, failure);
        }
        return withGraph(Kind.META_FAILED, failure);
    }

    private static Problem withGraph(Kind kind, GraphException failure) {
        return withGraph(kind, failure.getMessage(), failure);
    }

    private static Problem withGraph(Kind kind, String detail, GraphException failure) {
        Problem problem = Problem.of(kind, detail);
        return failure.error() == null
                ? problem
                : problem.withGraph(failure.error().toProblemMember());
    }

    /** In a JSON body a place is a pointer, in a form the name of a field. */
    private static FieldError fault(String place, String detail) {
        String shown = Excerpt.of(place, Pointer.MAX_LENGTH);
        return place.startsWith("/") ? FieldError.atPointer(shown, detail) : FieldError.ofField(shown, detail);
    }

    private static Problem field(Kind kind, String field, Exception failure) {
        return Problem.of(kind, failure.getMessage())
                .withErrors(List.of(FieldError.ofField(field, failure.getMessage())));
    }

    /** Whether a file of the service's own could not be read or written. */
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

    /** The log tells more of these. */
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

package failures;

import java.util.Locale;
import java.util.Optional;

/** The problem types. Callers distinguish errors by them. */
public enum Kind {
    INVALID_REQUEST(
            400,
            "Invalid request",
            "The request is malformed or does not match the contract; `errors` names the invalid fields."),
    UNAUTHORIZED(401, "Unauthorized", "The call needs a key, but has none, or an unknown one."),
    FORBIDDEN(403, "Forbidden", "The key does not allow this call, or the client is disabled."),
    SCOPE_MISSING(
            403,
            "Scope missing",
            "The key lacks the `scope` that the call needs. Use a key that has it, or ask for an approval (`/v1/approvals`)."),
    LIMIT_EXCEEDED(
            403,
            "Limit exceeded",
            "The request exceeds limits of the client, or of the key; `errors` names each with what it allows. Meta was not"
                    + " asked."),
    NOT_FOUND(404, "Not found", "There is no such path, or no such object for this client."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "The path does not support this method; see `Allow`."),
    NOT_ACCEPTABLE(406, "Not acceptable", "The `Accept` header allows none of the available media types."),
    REQUEST_TIMEOUT(408, "Request timeout", "The body arrived too slowly."),
    CONFLICT(409, "Conflict", "The current status of the object does not allow the call."),
    LIMITS_STALE(
            409,
            "Limits stale",
            "The client's limits on money were set for another ad account. The administrator has to set them again."),
    SNAPSHOT_CHANGED(
            409,
            "Snapshot changed",
            "What is to be approved has changed since it was asked for. Read it again, and ask again."),
    IN_PROGRESS(409, "Still in progress", "A request with the same Idempotency-Key is still running."),
    MEDIA_NOT_READY(
            409,
            "Media not ready",
            "A picture or video that the request names is not at Meta yet; try again, or have a job wait for it."),
    TOO_LARGE(413, "Too large", "The body, or a file in it, is larger than the limit."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Unsupported media type",
            "The `Content-Type` is missing or not supported, or a file is not of an allowed type."),
    REJECTED_BY_META(422, "Rejected by Meta", "Meta rejected the input; `graph` has Meta's own error."),
    PREFLIGHT(422, "Would be rejected by Meta", "Meta would certainly reject the input, so it was not sent."),
    IMMUTABLE_FIELD(422, "Immutable field", "Meta never changes this field of an existing object."),
    TOO_MUCH_DATA(422, "Too much data", "Meta cannot return this much data at once; request less."),
    DOWNLOAD_FAILED(422, "Download failed", "The file at a URL cannot be downloaded; `detail` says why."),
    IDEMPOTENCY_MISMATCH(422, "Idempotency key reused", "The Idempotency-Key was already used with another request."),
    ITEMS_FAILED(422, "Items failed", "Some items of the job failed; its list of items tells which, and why."),
    FROZEN(423, "Frozen", "The client is frozen: it may read and pause, and nothing else, until it is unfrozen."),
    DEPENDENCY_FAILED(424, "Dependency failed", "The item was skipped, since another one that it needs failed."),
    TOKEN_REJECTED(424, "Token rejected", "Meta no longer accepts the client's access token."),
    ACCOUNT_THROTTLED(
            429,
            "Account throttled",
            "Meta throttles the client's ad account, its page or the app; wait for `Retry-After`."),
    RATE_LIMITED(
            429,
            "Rate limited",
            "The client has reached its share of a limit or a quota, or the key its calls a minute; wait for `Retry-After`."),
    INTERNAL_ERROR(500, "Internal error", "An error of this service; its log has the details."),
    META_FAILED(502, "Meta failed", "Meta answered with an error, also after retries."),
    OVERLOADED(
            503,
            "Overloaded",
            "The service is at its limit of concurrent calls, or no slot for a call to Meta was free in time."),
    UNAVAILABLE(503, "Unavailable", "A component that this service needs is unavailable, or Meta is down."),
    OUTCOME_UNKNOWN(
            504,
            "Outcome unknown",
            "Meta's answer was lost; the service is checking whether Meta created the object. Retry with the same"
                    + " Idempotency-Key."),
    TIMEOUT(504, "Timeout", "There was no response in time."),
    STORAGE_FULL(507, "Storage full", "There is not enough storage for the upload.");

    private final int status;
    private final String title;
    private final String meaning;

    Kind(int status, String title, String meaning) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
    }

    public int status() {
        return status;
    }

    /** A short title, the same for every answer of the kind. */
    public String title() {
        return title;
    }

    /** A sentence for the page under {@code /problems/}. */
    public String meaning() {
        return meaning;
    }

    /** The last part of {@code type}, such as {@code not-found}. */
    public String suffix() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this last part of {@code type}. */
    public static Optional<Kind> ofSuffix(String suffix) {
        for (Kind kind : values()) {
            if (kind.suffix().equals(suffix)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}

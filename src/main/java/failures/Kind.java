package failures;

import java.util.Locale;
import java.util.Optional;

/** What can go wrong, one constant a kind of answer; callers branch on it. */
public enum Kind {
    INVALID_REQUEST(
            400,
            "Invalid request",
            "The request is malformed or does not match the contract; `errors` names the fields at fault."),
    UNAUTHORIZED(401, "Unauthorized", "The call needs a key, and none or an unknown one came with it."),
    FORBIDDEN(403, "Forbidden", "The key does not allow this call, or the client is disabled."),
    NOT_FOUND(404, "Not found", "There is no such path, or no such object for this client."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "The path exists, but not for this method; see `Allow`."),
    NOT_ACCEPTABLE(406, "Not acceptable", "The `Accept` header allows none of the media types offered."),
    REQUEST_TIMEOUT(408, "Request timeout", "The body came too slowly."),
    CONFLICT(409, "Conflict", "The present status of the object does not allow the call."),
    IN_PROGRESS(409, "Still in progress", "A request with the same Idempotency-Key is still running."),
    TOO_LARGE(413, "Too large", "The body, or a file in it, is larger than the limit."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Unsupported media type",
            "The `Content-Type` is missing or not the one asked for, or a file is not of an allowed type."),
    REJECTED_BY_META(422, "Rejected by Meta", "Meta refused the input; `graph` has Meta's own error."),
    PREFLIGHT(422, "Would be rejected by Meta", "Meta surely would refuse the input, so it was not asked."),
    IMMUTABLE_FIELD(422, "Immutable field", "Meta never changes the field once the object exists."),
    TOO_MUCH_DATA(422, "Too much data", "Meta cannot return so much at once; ask for less."),
    IDEMPOTENCY_MISMATCH(422, "Idempotency key reused", "The Idempotency-Key was used before, with another request."),
    TOKEN_REJECTED(424, "Token rejected", "Meta no longer accepts the client's access token."),
    ACCOUNT_THROTTLED(
            429,
            "Account throttled",
            "Meta throttles the client's ad account, its page or the app; wait for `Retry-After`."),
    RATE_LIMITED(
            429,
            "Rate limited",
            "The client has used up its share of this service, or a quota; wait for `Retry-After`."),
    INTERNAL_ERROR(500, "Internal error", "A fault of this service; its log tells more."),
    META_FAILED(502, "Meta failed", "Meta answered with an error that repetition did not cure."),
    OVERLOADED(503, "Overloaded", "The service has as many calls as it takes, or no call to Meta was free in time."),
    UNAVAILABLE(503, "Unavailable", "A part that this service needs is away, or Meta is down."),
    OUTCOME_UNKNOWN(
            504,
            "Outcome unknown",
            "Meta's answer was lost; whether it made the object is being found out. Repeat the call with the same"
                    + " Idempotency-Key."),
    TIMEOUT(504, "Timeout", "Nothing came in the time allowed."),
    STORAGE_FULL(507, "Storage full", "There is not enough storage for the upload.");

    private final int status;
    private final String title;
    private final String meaning;

    Kind(int status, String title, String meaning) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The kind in a few words; the same in every answer of the kind. */
    public String title() {
        return title;
    }

    /** The kind in a sentence, for the page under {@code /problems/}. */
    public String meaning() {
        return meaning;
    }

    /** The kind's name in {@code type}, such as {@code not-found}. */
    public String suffix() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of this name in {@code type}. */
    public static Optional<Kind> ofSuffix(String suffix) {
        for (Kind kind : values()) {
            if (kind.suffix().equals(suffix)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}

package graph;

import static graph.ErrorTable.Meaning.INVALID;
import static graph.ErrorTable.Meaning.MAYBE_DONE;
import static graph.ErrorTable.Meaning.THROTTLED;
import static graph.ErrorTable.Meaning.TOKEN_DEAD;
import static graph.ErrorTable.Meaning.TOO_MUCH;
import static graph.ErrorTable.Meaning.TRANSIENT;
import static graph.ErrorTable.Meaning.UPLOAD_MOVED;

import graph.Throttle.Scope;

import java.time.Duration;
import java.util.List;

/**
 * The meaning of Meta's error codes. Sources: Meta docs "Handling Errors", "Error Codes", "Marketing API Rate Limiting"
 * and "Rate Limits", and answers captured in the issue trackers of Meta's SDKs. HTTP status and {@code is_transient} do
 * not decide: throttles have status 400, and retryable failures are marked as permanent.
 */
final class ErrorTable {

    /** How an error is handled. */
    enum Meaning {
        INVALID,
        /** Less may be returned. */
        TOO_MUCH,
        THROTTLED,
        /** Nothing was done; the same request may succeed. */
        TRANSIENT,
        /** The same request may succeed, but this one may have been executed too. */
        MAYBE_DONE,
        UPLOAD_MOVED,
        TOKEN_DEAD
    }

    /** A row of the table; subcode {@code ANY} matches all that have no row of their own. */
    record Row(int firstCode, int lastCode, int subcode, Meaning meaning, Scope scope, Duration named, String what) {

        boolean matches(int code, int subcode) {
            return code >= firstCode && code <= lastCode && (this.subcode == ANY || this.subcode == subcode);
        }
    }

    private static final int ANY = -1;
    private static final int FIRST_USE_CASE = 80000;
    private static final int LAST_USE_CASE = 80014;

    /** The first row that matches wins. */
    static final List<Row> ROWS = List.of(
            row(1, ANY, MAYBE_DONE, "unknown error"),
            row(2, ANY, MAYBE_DONE, "service temporarily unavailable"),
            row(3, ANY, INVALID, "capability missing"),
            throttle(4, ANY, Scope.APP, null, "app rate limit"),
            row(10, ANY, INVALID, "permission missing"),
            row(17, 1885172, INVALID, "spend limit changed more than ten times a day"),
            throttle(17, ANY, Scope.ACCOUNT, null, "ad account score limit"),
            throttle(32, ANY, Scope.PAGE, null, "page rate limit"),
            row(100, 1487390, TRANSIENT, "generic creative failure, solved by a retry"),
            row(100, 1885252, TRANSIENT, "video not ready yet"),
            row(100, ANY, INVALID, "bad parameter, or no such object"),
            row(102, ANY, TOKEN_DEAD, "session expired"),
            row(104, ANY, INVALID, "signature or token missing"),
            row(105, ANY, INVALID, "too many parameters"),
            row(190, ANY, TOKEN_DEAD, "access token dead"),
            row(194, ANY, INVALID, "parameter missing"),
            range(200, 299, INVALID, "permission missing"),
            throttle(341, ANY, Scope.APP, null, "application limit"),
            throttle(368, ANY, Scope.ACCOUNT, Duration.ofHours(1), "blocked for policy or abuse"),
            row(506, ANY, INVALID, "duplicate of the previous post"),
            row(613, 1487632, INVALID, "ad set budget changed more than four times an hour"),
            row(613, 1487225, INVALID, "cap on ads created a day"),
            throttle(613, 5044001, Scope.ACCOUNT, Duration.ofSeconds(5), "more than 100 changes a second"),
            throttle(613, ANY, Scope.ACCOUNT, null, "too many calls for this account"),
            row(2635, ANY, INVALID, "API version expired"),
            row(ANY, 1363037, UPLOAD_MOVED, "wrong upload offset"),
            row(ANY, 1363030, TRANSIENT, "upload timed out"),
            row(ANY, 1363019, TRANSIENT, "upload failed"),
            row(ANY, 1363033, TRANSIENT, "part of a window missing"),
            row(ANY, 1363021, TRANSIENT, "upload failed, to be resumed"),
            row(ANY, 1363041, TRANSIENT, "upload failed, to be resumed"),
            row(ANY, 1363020, INVALID, "no file"),
            row(ANY, 1363022, INVALID, "file under 1 KB"),
            row(ANY, 1363023, INVALID, "file too big"),
            row(ANY, 1363031, INVALID, "not a video"),
            row(ANY, 1363005, INVALID, "no permission to upload"),
            row(ANY, 1363042, INVALID, "no permission to upload"),
            range(FIRST_USE_CASE, LAST_USE_CASE, THROTTLED, "business use case limit"));

    /**
     * What errors mean where statistics are read; they come before the others. The load of 4/1504022 is that of the
     * statistics, and no limit of the app.
     */
    static final List<Row> INSIGHTS = List.of(
            row(4, 1504022, TRANSIENT, "too many reports at this moment"),
            row(ANY, 1487534, TOO_MUCH, "too much data"),
            row(ANY, 1504045, TOO_MUCH, "too much data"),
            row(ANY, 1504018, TOO_MUCH, "the report took too long"),
            row(ANY, 1504038, TOO_MUCH, "the report took too long"),
            row(ANY, 1504041, INVALID, "breakdowns that do not go together"),
            row(ANY, 1504043, TRANSIENT, "the report failed this time"));

    private ErrorTable() {}

    /** Returns true if the error is about the limit of a business use case. */
    static boolean isUseCaseLimit(GraphError error) {
        return error.code() >= FIRST_USE_CASE && error.code() <= LAST_USE_CASE;
    }

    /** The row for an error where statistics are read, or null. */
    static Row findInsights(GraphError error) {
        return find(INSIGHTS, error);
    }

    /** The row of an error, or null if its code is unknown. */
    static Row find(GraphError error) {
        return find(ROWS, error);
    }

    private static Row find(List<Row> rows, GraphError error) {
        return rows.stream()
                .filter(row -> row.matches(error.code(), error.subcode()))
                .findFirst()
                .orElse(null);
    }

    private static Row row(int code, int subcode, Meaning meaning, String what) {
        boolean anyCode = code == ANY;
        return new Row(
                anyCode ? Integer.MIN_VALUE : code,
                anyCode ? Integer.MAX_VALUE : code,
                subcode,
                meaning,
                null,
                null,
                what);
    }

    private static Row range(int firstCode, int lastCode, Meaning meaning, String what) {
        return new Row(firstCode, lastCode, ANY, meaning, meaning == THROTTLED ? Scope.ACCOUNT : null, null, what);
    }

    private static Row throttle(int code, int subcode, Scope scope, Duration named, String what) {
        return new Row(code, code, subcode, THROTTLED, scope, named, what);
    }
}

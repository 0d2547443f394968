package guardrails;

import failures.Kind;
import failures.Rejected;

import java.util.Map;

/**
 * The requested entries of the audit; a filter that is null does not filter.
 *
 * @param since only later entries
 * @param before only entries before this one, the last of the previous page; or null
 */
record AuditPage(String clientId, String keyId, String via, String outcome, String since, Long before, int size) {

    /**
     * The page that a call requests.
     *
     * @throws Rejected if the cursor is not from this service
     */
    static AuditPage of(Map<String, String> parameters) {
        String cursor = parameters.get("cursor");
        if (cursor != null && !cursor.matches("[0-9]{1,18}")) {
            throw Rejected.field(
                    Kind.INVALID_REQUEST,
                    "cursor",
                    "'cursor' is not one that the audit gave out: take next_cursor as it is.");
        }
        return new AuditPage(
                parameters.get("client_id"),
                parameters.get("key_id"),
                parameters.get("via"),
                parameters.get("outcome"),
                parameters.get("from"),
                cursor == null ? null : Long.valueOf(cursor),
                Integer.parseInt(parameters.get("limit")));
    }
}

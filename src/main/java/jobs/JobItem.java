package jobs;

import failures.Kind;
import failures.Rejected;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An item of a job as shown to callers.
 *
 * @param no its position among the items
 */
public record JobItem(int no, String json) {

    static JobItem of(ResultSet row) throws SQLException {
        return new JobItem(row.getInt("item_no"), row.getString("item"));
    }

    /** The cursor of a page that ends with this item. */
    String cursor() {
        return String.valueOf(no);
    }

    /**
     * The position after which a page begins.
     *
     * @throws Rejected if the cursor is not from this service
     */
    static int after(String cursor) {
        if (cursor == null) {
            return -1;
        }
        if (!cursor.matches("\\d{1,9}")) {
            throw Rejected.field(
                    Kind.INVALID_REQUEST,
                    "cursor",
                    "'cursor' is not a cursor of a list of items. Send next_cursor unchanged.");
        }
        return Integer.parseInt(cursor);
    }
}

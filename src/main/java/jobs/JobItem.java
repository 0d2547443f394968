package jobs;

import failures.Kind;
import failures.Rejected;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An item of a job, as callers see it.
 *
 * @param no its place among the items
 */
public record JobItem(int no, String json) {

    static JobItem of(ResultSet row) throws SQLException {
        return new JobItem(row.getInt("item_no"), row.getString("item"));
    }

    /** Where a page ends that ends with this item. */
    String cursor() {
        return String.valueOf(no);
    }

    /**
     * The place after which a page begins.
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
                    "'cursor' is not one that a list of items gave out: take next_cursor as it is.");
        }
        return Integer.parseInt(cursor);
    }
}

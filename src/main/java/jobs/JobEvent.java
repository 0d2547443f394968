package jobs;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An entry of a job's history.
 *
 * @param id later entries of the same job have higher ids
 * @param type the status that the job reached, or what else happened
 * @param json as callers see it
 */
public record JobEvent(long id, String type, String json) {

    static JobEvent of(ResultSet row) throws SQLException {
        return new JobEvent(row.getLong("event_id"), row.getString("type"), row.getString("event"));
    }
}

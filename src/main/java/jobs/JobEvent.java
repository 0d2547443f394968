package jobs;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An entry of a job's history.
 *
 * @param id increases with each entry of a job
 * @param type the status that the job reached, or another event
 * @param json the entry as shown to callers
 */
public record JobEvent(long id, String type, String json) {

    static JobEvent of(ResultSet row) throws SQLException {
        return new JobEvent(row.getLong("event_id"), row.getString("type"), row.getString("event"));
    }
}

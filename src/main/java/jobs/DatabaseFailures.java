package jobs;

import java.sql.SQLException;
import java.util.Set;

/** What a failure of the database means. */
public final class DatabaseFailures {

    /** Wrong values, violated constraints, and statements that are wrong themselves. */
    private static final Set<String> OWN_FAULTS = Set.of("22", "23", "42");

    private DatabaseFailures() {}

    /**
     * Whether the database is away or has too much to do, so that waiting helps. The outermost failure of the database
     * decides: its cause, such as that of the connection, has no state.
     */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException database) {
                String state = String.valueOf(database.getSQLState());
                return state.length() < 2 || !OWN_FAULTS.contains(state.substring(0, 2));
            }
        }
        return false;
    }
}

package jobs;

import java.sql.SQLException;
import java.util.Set;

/** Classifies failures of the database. */
public final class DatabaseFailures {

    /** Invalid values, violated constraints, and invalid statements. */
    private static final Set<String> OWN_FAULTS = Set.of("22", "23", "42");

    private DatabaseFailures() {}

    /**
     * Returns true if the database is unavailable or overloaded, so that a retry helps. The outermost failure of the
     * database decides: its cause, such as that of the connection, has no state.
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

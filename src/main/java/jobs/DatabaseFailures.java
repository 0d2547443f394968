package jobs;

import org.apache.camel.ExchangeException;

import java.sql.SQLException;
import java.util.Set;

/** What a failure of the database means. */
public final class DatabaseFailures {

    /** Wrong values, violated constraints, and statements that are wrong themselves. */
    private static final Set<String> OWN_FAULTS = Set.of("22", "23", "42");

    private DatabaseFailures() {}

    /** Whether the database is away or has too much to do, so that waiting helps. */
    public static boolean isAway(@ExchangeException Throwable failure) {
        if (!(failure instanceof SQLException database)) {
            return false;
        }
        String state = String.valueOf(database.getSQLState());
        return state.length() < 2 || !OWN_FAULTS.contains(state.substring(0, 2));
    }
}

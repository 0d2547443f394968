package campaigns;

import database.Database;
import database.Statement;
import failures.Kind;
import failures.Wait;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Counts the changes of ad sets' budgets, of which Meta allows four per hour (Meta docs, "Rate Limits", error
 * 613/1487632). All processes count in PostgreSQL. A change is counted before it is sent, and stays counted if its
 * answer is lost or the process dies.
 */
@Singleton
public class BudgetChanges {

    static final int MOST = 4;
    static final Duration WINDOW = Duration.ofHours(1);
    static final String REFUSAL = "Meta allows four changes of an ad set's budget per hour.";

    private static final Statement RESERVE = Statement.named("reserve-budget-change");
    private static final Statement GIVE_BACK = Statement.named("give-back-budget-change");
    private static final Statement DELETE_SOME = Statement.named("delete-budget-changes");

    private final Database database;

    @Inject
    public BudgetChanges(Database database) {
        this.database = database;
    }

    /** A counted change. */
    private record Counted(String adSetId, String changedAt) {}

    /** The counted changes of a call. */
    record Reservation(List<Counted> changes) {}

    /** The result of the statement: the counted change, or the seconds until another one is possible. */
    private record Answer(String changedAt, Double secondsLeft) {}

    /**
     * Counts a change of each ad set, or of none.
     *
     * @throws Wait if one of them had too many changes in the last hour
     */
    Reservation reserve(Collection<String> adSetIds) throws SQLException {
        List<Counted> changes = new ArrayList<>();
        for (String adSetId : adSetIds) {
            try {
                changes.add(reserve(adSetId));
            } catch (Wait full) {
                giveBack(new Reservation(changes));
                throw full;
            }
        }
        return new Reservation(changes);
    }

    private Counted reserve(String adSetId) throws SQLException {
        Answer answer = database.run(RESERVE)
                .with("adset_id", adSetId)
                .with("most", MOST)
                .with("window_seconds", WINDOW)
                .first(row -> new Answer(row.getString("changed_at"), row.getObject("seconds_left", Double.class)))
                .orElse(new Answer(null, null));
        if (answer.changedAt() == null) {
            Duration left = answer.secondsLeft() == null
                    ? WINDOW
                    : Duration.ofMillis(Math.max(1000, (long) (answer.secondsLeft() * 1000)));
            throw new Wait(
                    Kind.RATE_LIMITED,
                    Wait.Reason.THROTTLE,
                    left,
                    REFUSAL + " For the ad set " + adSetId
                            + " this would be the fifth change, so it was not sent. Retry after Retry-After.");
        }
        return new Counted(adSetId, answer.changedAt());
    }

    /** Removes the counts of changes that Meta did not make. */
    void giveBack(Reservation reservation) throws SQLException {
        for (Counted change : reservation.changes()) {
            database.run(GIVE_BACK)
                    .with("adset_id", change.adSetId())
                    .with("changed_at", change.changedAt())
                    .update();
        }
    }

    /** Deletes a batch of expired counts. Returns their number. */
    public int deleteSome() throws SQLException {
        return database.run(DELETE_SOME)
                .with("window_seconds", WINDOW)
                .list(row -> row.getString(1))
                .size();
    }
}

package campaigns;

import database.Database;
import database.Statement;
import failures.Kind;
import failures.Wait;

import java.sql.SQLException;
import java.time.Duration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Counts the changes of ad sets' budgets, of which Meta takes four an hour (Meta docs, "Rate Limits", error 613/1487632).
 * All processes count in PostgreSQL. A change is counted before it is sent; it stays counted when its answer is lost or
 * the process dies.
 */
@Singleton
public class BudgetChanges {

    static final int MOST = 4;
    static final Duration WINDOW = Duration.ofHours(1);
    static final String REFUSAL = "Meta changes the budget of an ad set four times an hour at most.";

    private static final Statement RESERVE = Statement.named("reserve-budget-change");
    private static final Statement GIVE_BACK = Statement.named("give-back-budget-change");
    private static final Statement DELETE_SOME = Statement.named("delete-budget-changes");

    private final Database database;

    @Inject
    public BudgetChanges(Database database) {
        this.database = database;
    }

    /** A change that is counted. */
    record Reservation(String adSetId, String changedAt) {}

    /** What the statement answers: the change that is counted, or the seconds until there is room for one. */
    private record Answer(String changedAt, Double secondsLeft) {}

    /**
     * Counts a change.
     *
     * @throws Wait if the ad set had too many in the last hour
     */
    Reservation reserve(String adSetId) throws SQLException {
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
                    REFUSAL + " The request was not sent; repeat it after Retry-After.");
        }
        return new Reservation(adSetId, answer.changedAt());
    }

    /** Takes a change back that Meta did not make. */
    void giveBack(Reservation reservation) throws SQLException {
        database.run(GIVE_BACK)
                .with("adset_id", reservation.adSetId())
                .with("changed_at", reservation.changedAt())
                .update();
    }

    /** Deletes a few counts that are over. Returns how many. */
    public int deleteSome() throws SQLException {
        return database.run(DELETE_SOME)
                .with("window_seconds", WINDOW)
                .list(row -> row.getString(1))
                .size();
    }
}

package intents;

import database.Database;
import database.Statement;
import graph.Creation;
import graph.Intent;
import graph.Labels;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The rows of {@code intents}. Writes that take an intent as it was read return an empty result if another process has
 * changed it since.
 */
@Singleton
public class IntentRepository {

    private static final Statement OPEN = Statement.named("open-intent");
    private static final Statement SETTLE = Statement.named("settle-intent");
    private static final Statement NOTE_LOST_ANSWER = Statement.named("note-lost-answer");
    private static final Statement ADOPT = Statement.named("adopt-object");
    private static final Statement RENEW = Statement.named("renew-intent");
    private static final Statement CLOSE = Statement.named("close-intent");
    private static final Statement TAKE_TO_SETTLE = Statement.named("take-intents-to-settle");
    private static final Statement TAKE_TO_CHECK = Statement.named("take-intents-to-check");
    private static final Statement SELECT_SURPLUS = Statement.named("select-surplus-objects");
    private static final Statement NOTE_EVENT = Statement.named("note-job-event");
    private static final Statement DELETE = Statement.named("delete-intents");

    private final Database database;

    @Inject
    public IntentRepository(Database database) {
        this.database = database;
    }

    /** Writes an intent, or reads it if it exists, for work that holds no job. */
    public Intent open(Creation creation, Duration settle) throws SQLException {
        return open(creation, settle, null);
    }

    /**
     * Writes an intent, or reads it if it exists.
     *
     * @param settle how long the object of an earlier create may still appear
     * @param fence the fence of the job's holder, or null
     */
    Intent open(Creation creation, Duration settle, Long fence) throws SQLException {
        return database.run(OPEN)
                .with("intent_key", creation.key())
                .with("kind", creation.kind().sql())
                .with("client_id", creation.clientId())
                .with("job_id", creation.jobId())
                .with("ad_account_id", creation.request().account().adAccountId())
                .with("parent_id", creation.parentId())
                .with("name", creation.name())
                .with("labels", Labels.of(creation.key(), Instant.now()))
                .with("settle_seconds", settle)
                .with("fence", fence)
                .json(Intent.class)
                .orElseThrow();
    }

    /**
     * @param job the row of the holder's job after its checkpoint; null if none was written
     */
    record Settled(Intent intent, String job) {}

    /** Stores the object that Meta returned, for work that holds no job. */
    public Intent settle(Intent intent, String objectId, KeptAnswer answer) throws SQLException {
        return settle(intent, objectId, answer, null, null).intent();
    }

    /**
     * Stores the object that Meta returned.
     *
     * @param answer the answer that the call's Idempotency-Key stores, unless it has one already; or null
     * @param step the finished step of the job that created the object, or null
     */
    Settled settle(Intent intent, String objectId, KeptAnswer answer, CreatingStep step, String audit)
            throws SQLException {
        return database.run(SETTLE)
                .with("intent_key", intent.intentKey())
                .with("object_id", objectId)
                .with("client_id", answer == null ? null : answer.clientId())
                .with("key", answer == null ? null : answer.key())
                .with("owner", answer == null ? null : answer.owner().toString())
                .with("status", answer == null ? null : answer.status())
                .with("answer", answer == null ? null : answer.answer())
                .with("audit", audit)
                .with("fence", step == null ? null : step.fence())
                .with("step", step == null ? null : step.step())
                .with("next_step", step == null ? null : step.nextStep())
                .with("lease_seconds", step == null ? null : step.leaseSeconds())
                .first(row -> new Settled(database.read(row.getString(1), Intent.class), row.getString(2)))
                .orElseThrow();
    }

    /** Records a lost answer: the object may still appear for a while. */
    public Intent noteLostAnswer(Intent intent, Duration settle) throws SQLException {
        return database.run(NOTE_LOST_ANSWER)
                .with("intent_key", intent.intentKey())
                .with("settle_seconds", settle)
                .json(Intent.class)
                .orElseThrow();
    }

    /** Adopts the first of the objects that no other intent owns, if there is one. */
    public Optional<Intent> adopt(Intent asRead, List<String> oldestFirst) throws SQLException {
        return asRead(ADOPT, asRead).with("candidates", oldestFirst).json(Intent.class);
    }

    /** Reopens an intent after its settle time without an object: only this caller may create again. */
    public Optional<Intent> renew(Intent asRead) throws SQLException {
        return asRead(RENEW, asRead).json(Intent.class);
    }

    /** Closes an intent without an object and without a create in progress. */
    public Optional<Intent> close(Intent asRead) throws SQLException {
        return asRead(CLOSE, asRead).json(Intent.class);
    }

    private Database.Run asRead(Statement statement, Intent intent) {
        return database.run(statement)
                .with("intent_key", intent.intentKey())
                .with("unsettled_until", intent.unsettledUntil());
    }

    /**
     * Takes open intents that no call or job works on any more.
     *
     * @param idle maximum duration of a synchronous call
     */
    public List<Intent> takeToSettle(Duration idle, Duration settle) throws SQLException {
        return database.run(TAKE_TO_SETTLE)
                .with("idle_seconds", idle)
                .with("settle_seconds", settle)
                .jsonList(Intent.class);
    }

    /** Takes intents that may have created a duplicate. */
    public List<Intent> takeToCheck() throws SQLException {
        return database.run(TAKE_TO_CHECK).jsonList(Intent.class);
    }

    /** The objects of the list that no intent owns. */
    public List<String> surplus(Intent intent, List<String> found) throws SQLException {
        return database.run(SELECT_SURPLUS)
                .with("intent_key", intent.intentKey())
                .with("candidates", found)
                .list(row -> row.getString(1));
    }

    /** Records in the job's history that a duplicate was deleted. */
    public void noteSurplusDeleted(Intent intent, String objectId) throws SQLException {
        if (intent.jobId() == null) {
            return;
        }
        database.run(NOTE_EVENT)
                .with("job_id", intent.jobId())
                .with("event", "surplus_deleted")
                .with(
                        "detail",
                        "The duplicate " + intent.kind().sql() + " " + objectId + " of an earlier attempt was deleted.")
                .update();
    }

    /** Deletes a batch of intents that were settled before the time; returns their number. */
    public int deleteSome(Duration retention) throws SQLException {
        return database.run(DELETE)
                .with("retention_seconds", retention)
                .list(row -> 1)
                .size();
    }
}

package media;

import graph.GraphException.NoSuchObject;
import jobs.JobRun;

import java.sql.SQLException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Saves a job the upload if Meta already has the bytes. Each run asks once, before it sends anything. */
@Singleton
public class Reuse {

    private final KnownMedia known;

    @Inject
    public Reuse(KnownMedia known) {
        this.known = known;
    }

    /**
     * The question of a run.
     *
     * @param medium the known medium, or null
     * @param open true until Meta has answered
     */
    private record Look(Medium medium, boolean open) {}

    /** Asks Meta for the bytes, if this service knows them and the run has not asked yet. Returns true if it asks. */
    boolean ask(JobRun run, String sha256) throws SQLException {
        Look before = run.noted(Look.class);
        if (before != null || sha256 == null) {
            // After a failure the question is repeated.
            if (before != null && before.open()) {
                run.ask(known.look(before.medium(), run.account()));
                return true;
            }
            return false;
        }
        Medium remembered = known.remembered(run, sha256).orElse(null);
        run.note(new Look(remembered, remembered != null));
        if (remembered != null) {
            run.ask(known.look(remembered, run.account()));
        }
        return remembered != null;
    }

    /** Returns true if the last request was this question. */
    boolean isAsking(JobRun run) {
        Look look = run.noted(Look.class);
        return look != null && look.open();
    }

    /** Processes Meta's answer. Returns true if it has the bytes. */
    boolean found(JobRun run) {
        Look look = run.noted(Look.class);
        boolean there = known.isThere(look.medium(), run);
        run.note(new Look(look.medium(), false));
        return there;
    }

    /** Returns true if a failure means that Meta no longer has the bytes; then they are uploaded. */
    boolean isGone(JobRun run, Exception failure) {
        if (!isAsking(run) || !(failure instanceof NoSuchObject)) {
            return false;
        }
        run.note(new Look(run.noted(Look.class).medium(), false));
        return true;
    }

    /** The medium of the question. */
    Medium medium(JobRun run) {
        return run.noted(Look.class).medium();
    }
}

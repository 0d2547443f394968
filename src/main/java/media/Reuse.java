package media;

import graph.GraphException.NoSuchObject;
import jobs.JobRun;

import java.sql.SQLException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Spares a job an upload where Meta has the bytes already. Each run asks once, before it sends anything. */
@Singleton
public class Reuse {

    private final KnownMedia known;

    @Inject
    public Reuse(KnownMedia known) {
        this.known = known;
    }

    /**
     * What a run has asked for.
     *
     * @param medium the remembered one, or null without one
     * @param open whether Meta's answer is still to come
     */
    private record Look(Medium medium, boolean open) {}

    /** Asks Meta for the bytes, if this service remembers them and the run has not asked. Says whether it asks. */
    boolean ask(JobRun run, String sha256) throws SQLException {
        Look before = run.noted(Look.class);
        if (before != null || sha256 == null) {
            // An answer that failed is asked for again.
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

    /** Whether the last request was such a question. */
    boolean isAsking(JobRun run) {
        Look look = run.noted(Look.class);
        return look != null && look.open();
    }

    /** Meta has answered: whether it has the bytes. */
    boolean found(JobRun run) {
        Look look = run.noted(Look.class);
        boolean there = known.isThere(look.medium(), run);
        run.note(new Look(look.medium(), false));
        return there;
    }

    /** Whether a failure says that Meta has them no more; then they are sent. */
    boolean isGone(JobRun run, Exception failure) {
        if (!isAsking(run) || !(failure instanceof NoSuchObject)) {
            return false;
        }
        run.note(new Look(run.noted(Look.class).medium(), false));
        return true;
    }

    /** The medium that was asked for. */
    Medium medium(JobRun run) {
        return run.noted(Look.class).medium();
    }
}

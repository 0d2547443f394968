package jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Claims a job for a wake-up, and tries again for a moment when all that is due is locked. */
@Singleton
@Unremovable
public class Claims {

    /** What {@code claim-next-job.sql} says when something is due and nothing was free. */
    private static final String LOCKED = "locked";

    private static final int MOST_TRIES = 6;
    private static final long FIRST_DELAY_MILLIS = 10;

    private final JobRows rows;

    @Inject
    public Claims(JobRows rows) {
        this.rows = rows;
    }

    /**
     * How far the claim is.
     *
     * @param tries how often it was tried
     * @param answer the last try's: a job's row, {@code locked}, or null if nothing is due
     */
    public record Claim(int tries, String answer) {}

    /** A claim that has not been tried yet. */
    public Claim first() {
        return new Claim(0, LOCKED);
    }

    /** Whether to try, or try again. */
    public boolean isOpen(@Variable("claim") Claim claim) {
        return LOCKED.equals(claim.answer()) && claim.tries() < MOST_TRIES;
    }

    /** The wait before the next try, in milliseconds: none before the first, then doubling. */
    public long delayMillis(@Variable("claim") Claim claim) {
        return claim.tries() == 0 ? 0 : FIRST_DELAY_MILLIS << (claim.tries() - 1);
    }

    /** The claim after another try. */
    public Claim next(@Body String answer, @Variable("claim") Claim claim) {
        return new Claim(claim.tries() + 1, answer);
    }

    /** Whether a job was claimed. */
    public boolean isMade(@Variable("claim") Claim claim) {
        return claim.answer() != null && !LOCKED.equals(claim.answer());
    }

    /** The job that was claimed. */
    public Job job(@Variable("claim") Claim claim) throws JsonProcessingException {
        return rows.read(claim.answer());
    }
}

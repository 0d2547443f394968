package graph;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import java.time.Instant;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Makes the {@link Caller} of a flow. */
@Singleton
@Unremovable
public class Callers {

    private final ApiCallsConfig config;

    @Inject
    public Callers(ApiCallsConfig config) {
        this.config = config;
    }

    /** A synchronous call that begins now. */
    public Caller api() {
        return new Caller(Caller.Role.API, Instant.now().plus(config.deadline()));
    }

    /** A job. */
    public Caller worker() {
        return Caller.WORKER;
    }

    /**
     * Lets a caller go on whose time is not up.
     *
     * @throws DeadlineException if it is
     */
    public void checkDeadline(@Variable("caller") Caller caller) {
        if (caller.isLate(Instant.now())) {
            throw new DeadlineException();
        }
    }

    /** Whether someone waits for the answer on the line. */
    public boolean isApi(@Variable("caller") Caller caller) {
        return caller.role() == Caller.Role.API;
    }
}

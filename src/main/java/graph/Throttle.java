package graph;

import java.time.Duration;

/**
 * A throttle imposed by Meta.
 *
 * @param scope the object that is throttled
 * @param named its duration: as reported by Meta, null if not reported; or the duration that this service waits, once
 *     the {@link Governor} has recorded it
 */
public record Throttle(Scope scope, Duration named) {

    /** The kinds of objects that Meta throttles. */
    public enum Scope {
        APP,
        ACCOUNT,
        PAGE
    }
}

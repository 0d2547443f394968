package graph;

import java.time.Duration;

/**
 * A throttle that Meta imposed.
 *
 * @param scope what it holds for
 * @param named how long it lasts: as Meta said, null if it did not say; or as this service has decided, once the
 *     {@link Governor} has taken it in
 */
public record Throttle(Scope scope, Duration named) {

    /** What Meta throttles. */
    public enum Scope {
        APP,
        ACCOUNT,
        PAGE
    }
}

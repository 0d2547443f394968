package shares;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import jakarta.inject.Singleton;

/** Counts the requests that were refused because a limit was reached. */
@Singleton
public class Refusals {

    /** Why a request was refused. */
    public enum Cause {
        /** The caller had its share. */
        SHARE,
        /** All callers together had reached the limit. */
        TOTAL;

        /** The name in metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<SharedLimit, Map<Cause, LongAdder>> counts = new EnumMap<>(SharedLimit.class);

    public Refusals() {
        for (SharedLimit limit : SharedLimit.values()) {
            Map<Cause, LongAdder> byCause = new EnumMap<>(Cause.class);
            for (Cause cause : Cause.values()) {
                byCause.put(cause, new LongAdder());
            }
            counts.put(limit, byCause);
        }
    }

    /** A request was refused. */
    public void count(SharedLimit limit, Cause cause) {
        counts.get(limit).get(cause).increment();
    }

    /** How many were refused since the start. */
    public long counted(SharedLimit limit, Cause cause) {
        return counts.get(limit).get(cause).sum();
    }
}

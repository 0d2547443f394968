package shares;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import jakarta.inject.Singleton;

/** Counts requests that were rejected because of a limit. */
@Singleton
public class Refusals {

    /** Why a request was rejected. */
    public enum Cause {
        /** The caller's share was used up. */
        SHARE,
        /** The limit of all callers was reached. */
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

    public void count(SharedLimit limit, Cause cause) {
        counts.get(limit).get(cause).increment();
    }

    /** Number of rejections since the start. */
    public long counted(SharedLimit limit, Cause cause) {
        return counts.get(limit).get(cause).sum();
    }
}

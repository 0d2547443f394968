package guardrails;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The rates as this process counts them while Redis does not answer. */
final class LocalPaces {

    /** Up to this number, unused rates are not removed. */
    private static final int FEW = 1000;

    private final LongSupplier millis;
    private final Map<String, Double> times = new HashMap<>();
    private int cleanAt = FEW;

    LocalPaces(LongSupplier millis) {
        this.millis = millis;
    }

    /** Counts a call if all rates allow it. Returns 0, or the milliseconds until they do. */
    synchronized long take(List<Pace> paces) {
        double now = millis.getAsLong();
        double early = 0;
        for (Pace pace : paces) {
            early = Math.max(early, Math.max(times.getOrDefault(pace.name(), now), now) - now - pace.tolerance());
        }
        if (early > 0) {
            return (long) Math.ceil(early);
        }
        if (times.size() >= cleanAt) {
            times.values().removeIf(time -> time <= now);
            cleanAt = Math.max(FEW, 2 * times.size());
        }
        for (Pace pace : paces) {
            times.put(pace.name(), Math.max(times.getOrDefault(pace.name(), now), now) + pace.interval());
        }
        return 0;
    }
}

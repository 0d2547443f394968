package sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How often the budget of each ad set has changed: at most four times an hour. Meta docs, "Rate Limits". */
final class BudgetChangeLimit {
    private static final int MOST = 4;
    private static final Duration WITHIN = Duration.ofHours(1);

    private final Map<Entity, Deque<Instant>> changes = new HashMap<>();

    /** Refuses one more change. */
    void check(Entity adSet, Instant now) {
        Deque<Instant> known = changes.getOrDefault(adSet, new ArrayDeque<>());
        known.removeIf(change -> change.plus(WITHIN).isBefore(now));
        if (known.size() >= MOST) {
            throw new Refusal(613, "(#613) Calls to this api have exceeded the rate limit.")
                    .subcode(1487632)
                    .user(
                            "Ad Set Budget Changed Too Many Times",
                            "The budget of an ad set can be changed " + MOST + " times an hour.")
                    .blame(LabelledNodes.DAILY_BUDGET);
        }
    }

    void note(Entity adSet, Instant now) {
        changes.computeIfAbsent(adSet, a -> new ArrayDeque<>()).add(now);
    }
}

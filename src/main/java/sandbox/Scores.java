package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The score that limits an ad account: a read counts 1, a write 3; a full score decays evenly over {@code
 * score_decay_ms}. The call that would exceed {@code score_limit} is refused, and so are all others for {@code
 * score_block_ms}. Refused calls cost nothing. Meta docs, "Marketing API Rate Limiting".
 */
final class Scores {
    private static final int READ = 1;
    private static final int WRITE = 3;

    private static final class Score {
        private double value;
        private long at;
        private long blockedUntil;
    }

    private final Settings settings;
    private final Clock clock;
    private final Map<String, Score> scores = new HashMap<>();

    Scores(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Counts a call, or refuses it with code 17. */
    void charge(String account, boolean write) {
        if (settings.scoreLimit() == 0) {
            return;
        }
        Score score = current(account);
        int cost = write ? WRITE : READ;
        long now = clock.millis();
        if (now >= score.blockedUntil && score.value + cost > settings.scoreLimit()) {
            score.blockedUntil = now + settings.scoreBlockMs();
        }
        if (now < score.blockedUntil) {
            throw new Refusal(17, "(#17) User request limit reached")
                    .subcode(2446079)
                    .transientError(true)
                    .user(
                            "Ad Account Has Too Many API Calls",
                            "There have been too many calls from this ad account. Wait a bit and try again.");
        }
        score.value += cost;
    }

    /** @return the usage headers that belong on an answer; none while scores are off or the account is not known */
    Map<String, String> headers(String account) {
        if (settings.scoreLimit() == 0 || account == null) {
            return Map.of();
        }
        Score score = current(account);
        long blockedMs = Math.max(0, score.blockedUntil - clock.millis());
        double used = score.value / settings.scoreLimit();
        double percent = blockedMs > 0 ? 100 : Math.round(used * 10_000) / 100.0;
        long fadedInMs = blockedMs > 0 ? blockedMs : (long) (used * settings.scoreDecayMs());

        ObjectNode usage = Json.object()
                .put("acc_id_util_pct", percent)
                .put("reset_time_duration", roundUp(fadedInMs, 1000))
                .put("ads_api_access_tier", "standard_access");
        ObjectNode useCases = Json.object();
        useCases.putArray(account.substring("act_".length()))
                .addObject()
                .put("type", "ads_management")
                .put("call_count", Math.round(percent))
                .put("total_cputime", 0)
                .put("total_time", 0)
                .put("estimated_time_to_regain_access", roundUp(blockedMs, 60_000))
                .put("ads_api_access_tier", "standard_access");
        ObjectNode app = Json.object().put("call_count", 0).put("total_time", 0).put("total_cputime", 0);

        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Ad-Account-Usage", usage.toString());
        headers.put("X-Business-Use-Case-Usage", useCases.toString());
        headers.put("X-App-Usage", app.toString());
        return headers;
    }

    private Score current(String account) {
        long now = clock.millis();
        Score score = scores.computeIfAbsent(account, a -> new Score());
        double faded = (double) settings.scoreLimit() * (now - score.at) / settings.scoreDecayMs();
        score.value = Math.max(0, score.value - faded);
        score.at = now;
        return score;
    }

    private static long roundUp(long ms, long unit) {
        return (ms + unit - 1) / unit;
    }
}

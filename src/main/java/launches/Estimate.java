package launches;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * The estimated cost of a launch at Meta: the number of calls, their score in points, and the time that the account's
 * limit allows. A video's upload is counted with the calls of a small one. Meta docs, "Marketing API Rate Limiting": a
 * write scores 3 and a read 1; the score decays over 300 s.
 */
record Estimate(int writes, int reads) {

    private static final int POINTS_OF_A_WRITE = 3;
    private static final int WINDOW_SECONDS = 300;
    /** With three concurrent calls to one account. */
    private static final double SECONDS_OF_A_CALL = 0.2;

    /** The access tier of Meta's Marketing API, which determines the account's limits. */
    enum Tier {
        STANDARD(9000),
        LIMITED(60);

        private final int points;

        Tier(int points) {
            this.points = points;
        }
    }

    /** Session, one window, end, status, and the frame that is used as thumbnail. */
    private static final int CALLS_OF_A_MEDIUM = 4;

    static Estimate of(List<NodeKind> created) {
        int writes = 0;
        int reads = 0;
        for (NodeKind kind : created) {
            switch (kind) {
                case MEDIA -> {
                    writes += CALLS_OF_A_MEDIUM;
                    reads += 2;
                }
                // Each creative is read back.
                case CREATIVE -> {
                    writes++;
                    reads++;
                }
                case CAMPAIGN, ADSET, AD -> writes++;
            }
        }
        return new Estimate(writes, reads);
    }

    int calls() {
        return writes + reads;
    }

    int points() {
        return writes * POINTS_OF_A_WRITE + reads;
    }

    /** The account starts with its full score, and waits for each further point. */
    long seconds(Tier tier) {
        long waits = points() == 0 ? 0 : (points() - 1) / tier.points;
        int burst = Math.min(calls(), tier.points);
        return waits * WINDOW_SECONDS + (long) Math.ceil(burst * SECONDS_OF_A_CALL);
    }

    /** The estimate for callers, for the account's tier, or for the standard tier if it is unknown. */
    ObjectNode json(Tier known) {
        Tier tier = known == null ? Tier.STANDARD : known;
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("calls", calls())
                .put("points", points())
                .put("seconds", seconds(tier))
                .put("tier", known == null ? null : name(known));
        ObjectNode byTier = json.putObject("seconds_by_tier");
        for (Tier each : Tier.values()) {
            byTier.put(name(each), seconds(each));
        }
        return json;
    }

    private static String name(Tier tier) {
        return tier.name().toLowerCase(java.util.Locale.ROOT);
    }
}

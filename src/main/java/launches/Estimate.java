package launches;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * What a launch costs at Meta: about how many calls, which score in points, and how long the account's limit lets them take.
 * Uploads of videos are counted with the calls that a small one takes. Meta docs, "Marketing API Rate Limiting": a write scores
 * 3 and a read 1; the score decays over 300 s.
 */
record Estimate(int writes, int reads) {

    private static final int POINTS_OF_A_WRITE = 3;
    private static final int WINDOW_SECONDS = 300;
    /** With three calls at a time to one account. */
    private static final double SECONDS_OF_A_CALL = 0.2;

    /** Access to Meta's Marketing API, which decides how much an account may do. */
    enum Tier {
        STANDARD(9000),
        LIMITED(60);

        private final int points;

        Tier(int points) {
            this.points = points;
        }
    }

    /** Session, one window, end, status, and the frame that becomes the thumbnail. */
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

    /** The account starts with its whole score, and waits for each further one. */
    long seconds(Tier tier) {
        long waits = points() == 0 ? 0 : (points() - 1) / tier.points;
        int burst = Math.min(calls(), tier.points);
        return waits * WINDOW_SECONDS + (long) Math.ceil(burst * SECONDS_OF_A_CALL);
    }

    /** As callers are shown it, for the tier of their account, or for the usual one where it is not known. */
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

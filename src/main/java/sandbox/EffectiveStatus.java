package sandbox;

import java.util.stream.Stream;

/**
 * The effective status: an object's own, unless its parent stops it. Deleted outranks archived, archived outranks
 * paused, and an object's own pause outranks its parent's. Reviews of ads are not part of it, see {@link Reviews}.
 */
final class EffectiveStatus {
    static final String ACTIVE = "ACTIVE";
    static final String PAUSED = "PAUSED";
    static final String CAMPAIGN_PAUSED = "CAMPAIGN_PAUSED";
    static final String AD_SET_PAUSED = "ADSET_PAUSED";

    private EffectiveStatus() {}

    /**
     * @param own the object's status
     * @param parent effective status of its parent
     * @param parentPaused the status that stands for a paused parent
     */
    static String of(String own, String parent, String parentPaused) {
        return Stream.of(Entity.DELETED, Entity.ARCHIVED)
                .filter(end -> own.equals(end) || parent.equals(end))
                .findFirst()
                .orElseGet(() -> own.equals(PAUSED) || parent.equals(ACTIVE)
                        ? own
                        : parent.equals(PAUSED) ? parentPaused : parent);
    }
}

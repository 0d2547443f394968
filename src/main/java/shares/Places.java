package shares;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts who has how many places of a limited number. A client has its share at most; the administrator has places of its
 * own first, and then a share as well; callers without keys are limited by the number alone.
 */
public final class Places {

    /** The answer to a request for a place. */
    public enum Grant {
        /** The place is taken until it is given back. */
        TAKEN,
        /** The caller has its share already. */
        SHARE_TAKEN,
        /** Nobody can have another place. */
        ALL_TAKEN
    }

    private final int common;
    private final int ofClient;
    private final int ofAdministrator;
    private final Map<ShareOwner, Integer> taken = new HashMap<>();
    private int commonTaken;

    /**
     * @param common how many places there are for all
     * @param config how they are divided
     */
    public Places(int common, SharesConfig config) {
        this(common, config.ofClient(common), config.ofAdministrator(common));
    }

    Places(int common, int ofClient, int ofAdministrator) {
        this.common = common;
        this.ofClient = ofClient;
        this.ofAdministrator = ofAdministrator;
    }

    /** How many places a client may have. */
    public int ofClient() {
        return ofClient;
    }

    /** How many places an owner has taken. */
    public synchronized int takenBy(ShareOwner owner) {
        return taken.getOrDefault(owner, 0);
    }

    /** Takes a place if there is one for this owner. */
    public synchronized Grant take(ShareOwner owner) {
        int now = takenBy(owner);
        if (now >= ownPlaces(owner)) {
            if (owner.kind() != ShareOwner.Kind.EVERYBODY && now >= ownPlaces(owner) + ofClient) {
                return Grant.SHARE_TAKEN;
            }
            if (commonTaken >= common) {
                return Grant.ALL_TAKEN;
            }
            commonTaken++;
        }
        taken.put(owner, now + 1);
        return Grant.TAKEN;
    }

    /** Gives one place back. */
    public synchronized void giveBack(ShareOwner owner) {
        int now = takenBy(owner);
        if (now == 0) {
            throw new IllegalStateException("No place is taken by " + owner);
        }
        if (now > ownPlaces(owner)) {
            commonTaken--;
        }
        if (now == 1) {
            taken.remove(owner);
        } else {
            taken.put(owner, now - 1);
        }
    }

    private int ownPlaces(ShareOwner owner) {
        return owner.kind() == ShareOwner.Kind.ADMINISTRATOR ? ofAdministrator : 0;
    }
}

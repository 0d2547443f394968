package shares;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the slots of a limit by owner. A client can use at most its share. The administrator first uses slots of its
 * own, then a share too. Callers without keys are only limited by the total.
 */
public final class Places {

    /** The answer to a request for a slot. */
    public enum Grant {
        /** The slot is taken until it is given back. */
        TAKEN,
        /** The caller's share is used up. */
        SHARE_TAKEN,
        /** All slots are taken. */
        ALL_TAKEN
    }

    private final int common;
    private final int ofClient;
    private final int ofAdministrator;
    private final Map<ShareOwner, Integer> taken = new HashMap<>();
    private int commonTaken;

    /**
     * @param common number of slots for all callers
     * @param config the shares
     */
    public Places(int common, SharesConfig config) {
        this(common, config.ofClient(common), config.ofAdministrator(common));
    }

    Places(int common, int ofClient, int ofAdministrator) {
        this.common = common;
        this.ofClient = ofClient;
        this.ofAdministrator = ofAdministrator;
    }

    /** Maximum number of slots of a client. */
    public int ofClient() {
        return ofClient;
    }

    /** Number of slots that an owner holds. */
    public synchronized int takenBy(ShareOwner owner) {
        return taken.getOrDefault(owner, 0);
    }

    /** Takes a slot if one is free for this owner. */
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

    /** Gives one slot back. */
    public synchronized void giveBack(ShareOwner owner) {
        int now = takenBy(owner);
        if (now == 0) {
            throw new IllegalStateException("No slot is held by " + owner);
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

package shares;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the limits of one process are shared among its callers. */
@ConfigMapping(prefix = "creative.api.shares")
public interface SharesConfig {

    /**
     * One client's share of each limit, in percent, 1 to 100; at least one slot. The share is a hard limit: unused
     * capacity is not lent, because a slow body or an open stream cannot be taken back when another client arrives.
     */
    @WithDefault("25")
    int client();

    /**
     * The administrator's own slots, in percent of each limit and in addition to it, so that clients cannot lock it
     * out.
     */
    @WithDefault("10")
    int administrator();

    default int ofClient(int limit) {
        return part(limit, client());
    }

    /** The administrator's own slots, in addition to a limit. */
    default int ofAdministrator(int limit) {
        return part(limit, administrator());
    }

    private static int part(int limit, int percent) {
        return (int) Math.max(1, (long) limit * percent / 100);
    }
}

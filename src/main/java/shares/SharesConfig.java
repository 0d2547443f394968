package shares;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the limits of one process are divided among its callers. */
@ConfigMapping(prefix = "creative.api.shares")
public interface SharesConfig {

    /**
     * What one client may have of each limit at once, in percent, 1 to 100; at least one place. The share is hard: what
     * others leave unused is not lent out, because a slow body or an open stream cannot be taken back when another
     * client arrives.
     */
    @WithDefault("25")
    int client();

    /** The administrator's own places, in percent of each limit and in addition to it, so that it always gets in. */
    @WithDefault("10")
    int administrator();

    /** A client's share of a limit. */
    default int ofClient(int limit) {
        return part(limit, client());
    }

    /** The administrator's own places beside a limit. */
    default int ofAdministrator(int limit) {
        return part(limit, administrator());
    }

    private static int part(int limit, int percent) {
        return (int) Math.max(1, (long) limit * percent / 100);
    }
}

package sandbox;

import java.util.Map;

/**
 * Versions of the API. A call without a version gets the newest. A version that the Marketing API no longer supports is
 * served with a warning; an expired one is refused. Meta docs, "Versioning".
 */
final class Versions {
    static final String NEWEST = "v26.0";
    static final String PATTERN = "v\\d{1,4}\\.\\d";

    private static final int OLDEST_SERVED = 21;
    private static final int OLDEST_SUPPORTED = 25;
    private static final int LAST = 26;

    private Versions() {}

    static void check(String version) {
        int major = major(version);
        if (major > LAST) {
            throw new Refusal(2500, "Unknown path components: /" + version);
        }
        if (major < OLDEST_SERVED) {
            throw new Refusal(
                    2635,
                    "(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version: "
                            + NEWEST + ".");
        }
    }

    static Map<String, String> warning(String version) {
        return major(version) < OLDEST_SUPPORTED
                ? Map.of(
                        "X-Ad-Api-Version-Warning",
                        "The call has been auto-upgraded to " + NEWEST + " as " + version + " has been deprecated")
                : Map.of();
    }

    private static int major(String version) {
        return Integer.parseInt(version.substring(1, version.indexOf('.')));
    }
}

package suites;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests of the running service that need other settings than most. Each suite has a JVM with servers of its own.
 * Quarkus builds and starts the service there once for each profile, at a cost of many seconds, so that a profile is in
 * as few suites as can be.
 */
@Suite(failIfNoTests = false)
@IncludeTags("io.quarkus.test.junit.QuarkusTest")
@SelectPackages({"http", "routes", "settings"})
@IncludeClassNamePatterns({"(http|settings)\\.\\w+Test", QuarkusTestsOfOtherProfiles.ROUTES})
public class QuarkusTestsOfOtherProfiles {

    /** Those in {@code routes}, where all others share a profile. */
    public static final String ROUTES =
            "routes\\.(ForbiddenCallback|JobFeed|LogFields|LostWakeUp|MetaDown|Secrecy)Test";
}

package suites;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests of the running service with special settings. Each suite has its own JVM and servers. Quarkus builds and
 * starts the service once per profile, which takes many seconds, so each profile should be in as few suites as
 * possible.
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

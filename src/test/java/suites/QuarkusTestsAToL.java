package suites;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * Half of the tests of the running service, by their initials; the others are in the other suite. Each half has a JVM, in
 * which those with the same profile share one start of the service.
 */
@Suite(failIfNoTests = false)
@IncludeTags("io.quarkus.test.junit.QuarkusTest")
@SelectPackages({"http", "routes", "settings"})
@IncludeClassNamePatterns(".*\\.[A-L]\\w*Test")
class QuarkusTestsAToL {}

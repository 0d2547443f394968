package suites;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of the shared profile, first half by initial; see {@link QuarkusTestsOfOtherProfiles}. */
@Suite(failIfNoTests = false)
@IncludeTags("io.quarkus.test.junit.QuarkusTest")
@SelectPackages("routes")
@IncludeClassNamePatterns("routes\\.[A-L]\\w*Test")
@ExcludeClassNamePatterns(QuarkusTestsOfOtherProfiles.ROUTES)
class QuarkusTestsAToL {}

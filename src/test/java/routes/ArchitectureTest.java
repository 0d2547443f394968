package routes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outbound.OutboundClient;
import suites.QuarkusTestsOfOtherProfiles;

import java.net.URL;
import java.util.Arrays;
import java.util.Set;

/** The dependencies between packages, and the content of {@code routes}. */
class ArchitectureTest {

    private static final String[] PACKAGES = {
        "blobs",
        "calls",
        "campaigns",
        "clients",
        "creatives",
        "database",
        "extensions",
        "failures",
        "flow",
        "graph",
        "guardrails",
        "http",
        "idempotency",
        "intents",
        "jobs",
        "launches",
        "limits",
        "local",
        "media",
        "observability",
        "outbound",
        "queue",
        "routes",
        "sandbox",
        "settings",
        "shares",
        "webhooks"
    };

    private static JavaClasses service;

    @BeforeAll
    static void read() {
        service = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(PACKAGES);
    }

    /** Every package may use these, which use no other. */
    private static final Set<String> FOUNDATION = Set.of("database", "failures", "flow");

    /** The permitted dependencies. {@code routes} may use every package, and no package uses {@code routes}. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            settings, -
            shares,   -
            clients,  -
            blobs,    settings
            queue,    -
            sandbox,  settings
            local,    settings
            outbound, -
            extensions, -
            graph,    clients outbound settings shares
            limits,   clients extensions graph queue settings
            intents,  clients graph settings
            calls,    clients graph intents
            campaigns, calls clients graph idempotency intents limits
            creatives, blobs calls campaigns clients graph idempotency intents jobs media
            idempotency, calls clients graph intents shares
            jobs,     blobs calls clients extensions graph idempotency intents limits queue settings shares
            launches, calls campaigns clients creatives graph idempotency jobs media
            media,    blobs calls clients graph idempotency intents jobs outbound settings shares
            webhooks, calls clients guardrails jobs observability outbound settings
            guardrails, calls campaigns clients extensions graph idempotency intents jobs launches queue settings
            http,     blobs calls campaigns clients creatives graph guardrails idempotency intents jobs limits outbound settings shares
            observability, blobs calls clients graph idempotency intents jobs limits queue settings shares
            """)
    void packagesUseOnlyPermittedPackages(String name, String allowed) {
        Set<String> mayUse = allowed == null ? Set.of() : Set.of(allowed.split(" "));
        String[] others = Arrays.stream(PACKAGES)
                .filter(other -> !other.equals(name) && !mayUse.contains(other) && !FOUNDATION.contains(other))
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(name)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(service);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("(*)..").should().beFreeOfCycles().check(service);
    }

    @Test
    void routesContainsOnlyRoutes() {
        classes()
                .that()
                .resideInAPackage("routes")
                .should()
                .beAssignableTo(RouteBuilder.class)
                .orShould()
                .beAssignableTo(RouteConfigurationBuilder.class)
                .check(service);
    }

    /** Decisions are methods of beans, tested without Camel; routes only refer to them. */
    @Test
    void routesContainsNoDecisions() {
        noClasses()
                .that()
                .resideInAPackage("routes")
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe("an exchange is read or changed", call -> call.getTargetOwner()
                                .isAssignableTo(Exchange.class)))
                .check(service);
    }

    @Test
    void foundationPackagesUseNoOtherPackage() {
        noClasses()
                .that()
                .resideInAnyPackage(FOUNDATION.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Arrays.stream(PACKAGES)
                        .filter(name -> !FOUNDATION.contains(name))
                        .toArray(String[]::new))
                .check(service);
    }

    /** Any Camel application can use the component. */
    @Test
    void theQueueNeedsNeitherCdiNorQuarkus() {
        noClasses()
                .that()
                .resideInAPackage("queue")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.quarkus..", "io.smallrye..")
                .check(service);
    }

    /** One class limits the time and the answer of every call. */
    @Test
    void everyHttpClientHasLimits() {
        classes()
                .that()
                .implement(HttpClientConfigurer.class)
                .should()
                .beAssignableTo(OutboundClient.class)
                .check(service);
        noClasses()
                .that()
                .resideOutsideOfPackages("outbound", "local", "sandbox")
                .should()
                .callMethod(HttpClientBuilder.class, "create")
                .orShould()
                .callMethod(HttpClientBuilder.class, "build")
                .orShould()
                .callMethod(URL.class, "openConnection")
                .orShould()
                .callMethod(URL.class, "openStream")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("org\\.apache\\.hc\\.client5\\.http\\.impl\\.(classic\\.HttpClients|io\\..*)"
                        + "|org\\.apache\\.hc\\.client5\\.http\\.(async|fluent|impl\\.async)\\..*"
                        + "|io\\.vertx\\.(core\\.http|ext\\.web\\.client)\\.(HttpClient|WebClient)")
                .check(service);
        // The SDK has its own client and limits.
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("blobs.S3Clients")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk.http..")
                .check(service);
    }

    /** Meta is called through an endpoint, so that a setting can replace it. */
    @Test
    void metaIsOnlyCalledThroughAnEndpoint() {
        noClasses()
                .that()
                .resideOutsideOfPackages("local", "sandbox")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.http.HttpClient")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.HttpURLConnection")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(HttpComponent.class)
                .check(service);
    }

    /** The suites only find tests in these packages. */
    @Test
    void testsOfTheRunningServiceAreInASuite() {
        JavaClasses tests = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages(PACKAGES);

        classes()
                .that()
                .areAnnotatedWith(QuarkusTest.class)
                .should()
                .resideInAnyPackage("http", "routes", "settings")
                .andShould()
                .haveNameMatching(".*\\.[A-Z]\\w*Test")
                .check(tests);
        classes()
                .that()
                .areAnnotatedWith(QuarkusTest.class)
                .and()
                .resideInAPackage("routes")
                .and()
                .haveNameNotMatching(QuarkusTestsOfOtherProfiles.ROUTES)
                .should()
                .beAnnotatedWith(profile(ShortWaits.class))
                .check(tests);
    }

    private static DescribedPredicate<JavaAnnotation<?>> profile(Class<?> wanted) {
        return DescribedPredicate.describe(
                "@TestProfile(" + wanted.getSimpleName() + ")",
                annotation -> annotation.getRawType().isEquivalentTo(TestProfile.class)
                        && annotation
                                .get("value")
                                .filter(value -> ((JavaClass) value).isEquivalentTo(wanted))
                                .isPresent());
    }
}

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

/** The rules of the house: which room may use which, and what stands in {@code routes}. */
class HouseRulesTest {

    private static final String[] ROOMS = {
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
        "http",
        "idempotency",
        "intents",
        "jobs",
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

    private static JavaClasses house;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOMS);
    }

    /** Every room may use these, which use nobody. */
    private static final Set<String> GROUND = Set.of("database", "failures", "flow");

    /** What is not listed here is not allowed; {@code routes} may use every room, and nobody uses {@code routes}. */
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
            media,    blobs calls clients graph idempotency intents jobs outbound settings shares
            webhooks, calls clients jobs observability outbound settings
            http,     blobs calls campaigns clients creatives graph idempotency intents jobs limits outbound settings shares
            observability, blobs calls clients graph idempotency intents jobs limits queue settings shares
            """)
    void roomsDoNotReachUp(String room, String allowed) {
        Set<String> mayUse = allowed == null ? Set.of() : Set.of(allowed.split(" "));
        String[] others = Arrays.stream(ROOMS)
                .filter(other -> !other.equals(room) && !mayUse.contains(other) && !GROUND.contains(other))
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void roomsDoNotGoInCircles() {
        slices().matching("(*)..").should().beFreeOfCycles().check(house);
    }

    @Test
    void routesHoldsNothingButTheWay() {
        classes()
                .that()
                .resideInAPackage("routes")
                .should()
                .beAssignableTo(RouteBuilder.class)
                .orShould()
                .beAssignableTo(RouteConfigurationBuilder.class)
                .check(house);
    }

    /** A decision is a method of a bean, tested without Camel; a route names it. */
    @Test
    void routesDecidesNothing() {
        noClasses()
                .that()
                .resideInAPackage("routes")
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe("an exchange is read or changed", call -> call.getTargetOwner()
                                .isAssignableTo(Exchange.class)))
                .check(house);
    }

    @Test
    void theGroundUsesNobody() {
        noClasses()
                .that()
                .resideInAnyPackage(GROUND.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Arrays.stream(ROOMS)
                        .filter(room -> !GROUND.contains(room))
                        .toArray(String[]::new))
                .check(house);
    }

    /** The component is for every Camel application. */
    @Test
    void theQueueNeedsNeitherCdiNorQuarkus() {
        noClasses()
                .that()
                .resideInAPackage("queue")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..", "io.quarkus..", "io.smallrye..")
                .check(house);
    }

    /** One place bounds the time and the answer of every call. */
    @Test
    void everyHttpClientHasLimits() {
        classes()
                .that()
                .implement(HttpClientConfigurer.class)
                .should()
                .beAssignableTo(OutboundClient.class)
                .check(house);
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
                .check(house);
        // The SDK's own client, with the SDK's own limits.
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("blobs.S3Clients")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk.http..")
                .check(house);
    }

    /** Meta is called by an endpoint, so that a setting can put another one there. */
    @Test
    void nobodyCallsMetaByHand() {
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
                .check(house);
    }

    /** Where the suites look for them; elsewhere they would not be run. */
    @Test
    void testsOfTheRunningServiceAreInASuite() {
        JavaClasses tests = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                .importPackages(ROOMS);

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

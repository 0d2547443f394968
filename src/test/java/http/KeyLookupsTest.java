package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import clients.ApiKey;
import clients.ApiKeyCache;
import clients.ApiKeyRows;
import clients.ClientsConfig;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import failures.Kind;
import io.vertx.core.Vertx;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import settings.MappedConfig;
import shares.Refusals;
import shares.Refusals.Cause;
import shares.SharedLimit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Reading an invented key takes here until the test ends it; reading any other takes no time. */
class KeyLookupsTest {

    private static final String GOOD = "k3x9q2m7c1v8b5n0";
    private static final String ROW = """
            {"key_id":"%s","client_id":"francisco","secret_sha256":"00","created_at":"2026-01-31T12:00:00Z"}
            """;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger invented = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final Refusals refusals = new Refusals();
    private final ApiKeyCache cache = new ApiKeyCache(MappedConfig.of(ClientsConfig.class, "key-lifetime", "0s"));
    private final AtomicInteger failures = new AtomicInteger();
    private volatile List<Map<String, Object>> inUse = List.of();
    private KeyLookups lookups;

    @BeforeEach
    void start() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:find-api-key").errorHandler(noErrorHandler()).process(exchange -> {
                    String keyId = exchange.getMessage().getBody(String.class);
                    reads.incrementAndGet();
                    if (keyId.startsWith("invented")) {
                        invented.incrementAndGet();
                        end.await();
                    }
                    exchange.getMessage().setBody(keyId.equals(GOOD) ? ROW.formatted(GOOD) : null);
                });
                from("direct:find-keys-in-use").errorHandler(noErrorHandler()).process(exchange -> exchange.getMessage()
                        .setBody(keysInUse()));
            }
        });
        camel.start();
        lookups = new KeyLookups(
                cache,
                new ApiKeyRows(new ObjectMapper().registerModule(new JavaTimeModule())),
                camel.createProducerTemplate(),
                vertx,
                MappedConfig.of(
                        KeysConfig.class,
                        "max-key-lookups",
                        "2",
                        "max-waiting-key-lookups",
                        "5",
                        "key-lookup-wait",
                        "200ms"),
                refusals);
    }

    private List<Map<String, Object>> keysInUse() {
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("PostgreSQL is away.");
        }
        return inUse;
    }

    @AfterEach
    void stop() throws Exception {
        end.countDown();
        camel.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void aGoodKeyIsNotBehindInventedOnes() {
        cache.becomesFamiliar(GOOD);
        invent(100);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(invented).hasValue(2));

        assertThat(find(GOOD))
                .succeedsWithin(LIMIT)
                .satisfies(key -> assertThat(key).map(ApiKey::clientId).contains("francisco"));
        assertThat(invented).as("queries for invented keys at once").hasValue(2);
    }

    /** A process that has just started has seen no key. */
    @Test
    void aKeyInUseIsNotBehindInventedOnesAfterAStart() {
        failures.set(1);
        inUse = List.of(Map.of("key_id", GOOD));
        invent(100);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(invented).hasValue(2));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(find(GOOD))
                .succeedsWithin(LIMIT)
                .satisfies(key -> assertThat(key).map(ApiKey::clientId).contains("francisco")));
    }

    @Test
    void whatFindsNoPlaceOrWaitsTooLongIsRefused() {
        List<CompletableFuture<Optional<ApiKey>>> calls = invent(100);

        await().atMost(LIMIT)
                .until(() -> calls.stream()
                                .filter(CompletableFuture::isCompletedExceptionally)
                                .count()
                        == 93);
        assertThat(refusals.counted(SharedLimit.KEY_LOOKUPS, Cause.TOTAL)).isEqualTo(93);
        assertThatThrownBy(() -> find("invented-again").join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        UncheckedKeyException.class,
                        refusal -> assertThat(refusal.problem().kind()).isEqualTo(Kind.OVERLOADED));

        // Those that wait find their time over when their turn comes.
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        end.countDown();
        await().atMost(LIMIT).until(() -> calls.stream().allMatch(CompletableFuture::isDone));
        assertThat(invented).hasValue(2);
        assertThat(calls.stream().filter(CompletableFuture::isCompletedExceptionally))
                .hasSize(98);
        assertThat(find("nobody")).succeedsWithin(LIMIT).isEqualTo(Optional.empty());
    }

    @Test
    void oneKeyIsReadOnceAtATime() {
        List<CompletableFuture<Optional<ApiKey>>> calls =
                IntStream.range(0, 50).mapToObj(i -> find("invented")).toList();
        await().atMost(LIMIT).untilAsserted(() -> assertThat(invented).hasValue(1));

        end.countDown();

        assertThat(calls)
                .allSatisfy(call -> assertThat(call).succeedsWithin(LIMIT).isEqualTo(Optional.empty()));
        assertThat(reads).hasValue(1);
        assertThat(find("invented")).succeedsWithin(LIMIT);
        assertThat(reads).as("it is not kept").hasValue(2);
    }

    private List<CompletableFuture<Optional<ApiKey>>> invent(int number) {
        return IntStream.range(0, number).mapToObj(i -> find("invented-" + i)).toList();
    }

    private CompletableFuture<Optional<ApiKey>> find(String keyId) {
        return lookups.find(keyId).subscribe().asCompletionStage();
    }
}

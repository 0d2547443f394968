package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import clients.ApiKey;
import clients.ApiKeyCache;
import clients.ClientRepository;
import clients.ClientsConfig;
import failures.Kind;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import settings.MappedConfig;
import shares.Refusals;
import shares.Refusals.Cause;
import shares.SharedLimit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Reading an invented key blocks until the test ends it; reading any other takes no time. */
class KeyLookupsTest {

    private static final String GOOD = "k3x9q2m7c1v8b5n0";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger invented = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final Refusals refusals = new Refusals();
    private final ApiKeyCache cache = new ApiKeyCache(MappedConfig.of(ClientsConfig.class, "key-lifetime", "0s"));
    private final AtomicInteger failures = new AtomicInteger();
    private volatile List<String> inUse = List.of();
    private KeyLookups lookups;

    @BeforeEach
    void start() {
        ClientRepository repository = new ClientRepository(null) {
            @Override
            public Optional<ApiKey> key(String keyId) {
                reads.incrementAndGet();
                if (keyId.startsWith("invented")) {
                    invented.incrementAndGet();
                    awaitEnd();
                }
                return keyId.equals(GOOD)
                        ? Optional.of(new ApiKey(
                                GOOD,
                                "francisco",
                                "00",
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                Instant.EPOCH,
                                null,
                                null))
                        : Optional.empty();
            }

            @Override
            public List<String> keysInUse() {
                return KeyLookupsTest.this.keysInUse();
            }
        };
        lookups = new KeyLookups(
                cache,
                repository,
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

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> keysInUse() {
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("PostgreSQL is unavailable.");
        }
        return inUse;
    }

    @AfterEach
    void stop() throws Exception {
        end.countDown();
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

    /** A new process has seen no key. */
    @Test
    void aKeyInUseIsNotBehindInventedOnesAfterAStart() {
        failures.set(1);
        inUse = List.of(GOOD);
        invent(100);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(invented).hasValue(2));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(find(GOOD))
                .succeedsWithin(LIMIT)
                .satisfies(key -> assertThat(key).map(ApiKey::clientId).contains("francisco")));
    }

    @Test
    void rejectsLookupsBeyondTheQueueAndAfterTheTimeout() {
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

        // Queued lookups time out before their turn.
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
        assertThat(reads).as("it is not cached").hasValue(2);
    }

    private List<CompletableFuture<Optional<ApiKey>>> invent(int number) {
        return IntStream.range(0, number).mapToObj(i -> find("invented-" + i)).toList();
    }

    private CompletableFuture<Optional<ApiKey>> find(String keyId) {
        return lookups.find(keyId).subscribe().asCompletionStage();
    }
}

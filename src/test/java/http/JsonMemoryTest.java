package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import failures.Kind;
import org.junit.jupiter.api.Test;
import shares.ShareOwner;
import shares.SharesConfig;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

class JsonMemoryTest {

    private static final int MEGABYTE = 1024 * 1024;

    private static final ShareOwner OWNER = ShareOwner.client("francisco");

    /** Memory for two bodies of a megabyte. */
    private final JsonMemory memory = new JsonMemory(2L * 80 * MEGABYTE, shares(100));

    @Test
    void letsLargeBodiesWaitForOneAnother() {
        Runnable first = memory.take(OWNER, MEGABYTE);
        memory.take(OWNER, MEGABYTE);
        CompletableFuture<Runnable> third = CompletableFuture.supplyAsync(() -> memory.take(OWNER, MEGABYTE));
        assertThat(third).isNotDone();

        first.run();

        await().until(third::isDone);
        assertThat(third).isCompleted();
    }

    @Test
    void refusesALargeBodyInTheEnd() {
        memory.take(OWNER, 2 * MEGABYTE);

        CompletableFuture<Runnable> next =
                CompletableFuture.supplyAsync(() -> memory.take(ShareOwner.client("benedita"), MEGABYTE));

        assertThat(next)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(Kind.OVERLOADED));
    }

    @Test
    void leavesMemoryForAnotherClient() {
        JsonMemory shared = new JsonMemory(4L * 80 * MEGABYTE, shares(25));
        shared.take(OWNER, MEGABYTE);
        CompletableFuture<Runnable> more = CompletableFuture.supplyAsync(() -> shared.take(OWNER, MEGABYTE));

        assertThatNoException().isThrownBy(() -> shared.take(ShareOwner.client("benedita"), MEGABYTE)
                .run());

        assertThat(more)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(Kind.RATE_LIMITED));
    }

    @Test
    void letsSmallBodiesPass() {
        memory.take(OWNER, 2 * MEGABYTE);

        assertThatNoException().isThrownBy(() -> memory.take(OWNER, 1000));
    }

    @Test
    void givesOneThatIsTooLargeAllOfIt() {
        assertThatNoException()
                .isThrownBy(() -> memory.take(OWNER, 100 * MEGABYTE).run());
        assertThatNoException().isThrownBy(() -> memory.take(OWNER, 2 * MEGABYTE));
    }

    private static SharesConfig shares(int client) {
        return new SharesConfig() {
            @Override
            public int client() {
                return client;
            }

            @Override
            public int administrator() {
                return 10;
            }
        };
    }
}

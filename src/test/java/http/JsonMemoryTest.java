package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

class JsonMemoryTest {

    private static final int MEGABYTE = 1024 * 1024;

    /** Room for two bodies of a megabyte. */
    private final JsonMemory memory = new JsonMemory(2L * 80 * MEGABYTE);

    @Test
    void letsLargeBodiesWaitForOneAnother() {
        Runnable first = memory.take(MEGABYTE);
        memory.take(MEGABYTE);
        CompletableFuture<Runnable> third = CompletableFuture.supplyAsync(() -> memory.take(MEGABYTE));
        assertThat(third).isNotDone();

        first.run();

        await().until(third::isDone);
        assertThat(third).isCompleted();
    }

    @Test
    void refusesALargeBodyInTheEnd() {
        memory.take(2 * MEGABYTE);

        CompletableFuture<Runnable> next = CompletableFuture.supplyAsync(() -> memory.take(MEGABYTE));

        assertThat(next)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(Problem.Kind.OVERLOADED));
    }

    @Test
    void letsSmallBodiesPass() {
        memory.take(2 * MEGABYTE);

        assertThatNoException().isThrownBy(() -> memory.take(1000));
    }

    @Test
    void givesOneThatIsTooLargeAllOfIt() {
        assertThatNoException().isThrownBy(() -> memory.take(100 * MEGABYTE).run());
        assertThatNoException().isThrownBy(() -> memory.take(2 * MEGABYTE));
    }
}

package harness;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Random faults of all components, without a lost or duplicate job; see {@link FailureHarness}. A build runs a short
 * pass. For a long one:
 *
 * <pre>{@code mvn verify -DskipUnitTests -Dit.test=FailureHarnessIT -Dharness.seeds=50 -Dharness.seconds=20}</pre>
 */
@ExtendWith(ClusterExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
class FailureHarnessIT {
    private static final long FIRST_SEED = Long.getLong("harness.first-seed", 1);
    private static final long SEEDS = Long.getLong("harness.seeds", 1);
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("harness.seconds", 5));

    private final Cluster cluster;

    FailureHarnessIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @TestFactory
    Stream<DynamicTest> noJobIsLostOrDoubled() {
        FailureHarness harness = new FailureHarness(cluster);
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> harness.run(seed, LENGTH)));
    }
}

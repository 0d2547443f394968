package harness;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Lends each test a {@link Cluster} without data, and reuses it afterwards. Tests run in parallel; the number of
 * clusters is the maximum of parallel tests. A class with one instance for its tests has one cluster for them. After a
 * failed test, prints the history of its jobs.
 */
final class ClusterExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterTestExecutionCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(Cluster.class);

    /** The idle clusters of the run. */
    private record Pool(Queue<Cluster> idle) implements AutoCloseable {

        static Pool of(ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(Pool.class, key -> new Pool(new ConcurrentLinkedQueue<>()), Pool.class);
        }

        Cluster take() {
            Cluster cluster = idle.poll();
            return cluster == null ? start() : cluster;
        }

        /** Also leaves no processes behind if the run is aborted. */
        private static Cluster start() {
            Cluster cluster = Cluster.start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(cluster)));
            return cluster;
        }

        private static void close(Cluster cluster) {
            try {
                cluster.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            idle.forEach(Pool::close);
        }
    }

    /** A cluster in use by a test or class; JUnit closes it. */
    private record Loan(Cluster cluster, Pool pool) implements AutoCloseable {

        static Loan of(ExtensionContext context) {
            return context.getStore(NAMESPACE)
                    .getOrComputeIfAbsent(
                            Loan.class,
                            key -> {
                                Pool pool = Pool.of(context);
                                return new Loan(pool.take(), pool);
                            },
                            Loan.class);
        }

        @Override
        public void close() {
            cluster.endOthers();
            pool.idle().add(cluster);
        }
    }

    /** Before a class with one instance starts what its tests share. */
    @Override
    public void beforeAll(ExtensionContext context) {
        if (context.getTestInstance().isPresent()) {
            cluster(context).reset();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        cluster(context).reset();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            cluster(context).restore();
            System.err.println(new JobReport(cluster(context)).ofUnfinished());
        }
    }

    /** Constructor parameters of one test belong to the test, not to its class. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return cluster(context);
    }

    private static Cluster cluster(ExtensionContext context) {
        return Loan.of(context).cluster();
    }
}

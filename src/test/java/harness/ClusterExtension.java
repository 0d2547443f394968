package harness;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Gives tests the one {@link Cluster} of the run, emptied before each test; after one that
 * failed, says what became of its jobs.
 */
final class ClusterExtension implements BeforeEachCallback, AfterTestExecutionCallback, ParameterResolver {

    private record Held(Cluster cluster) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            cluster.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        cluster(context).reset();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            System.err.println(new JobReport(cluster(context)).ofUnfinished());
        }
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
        return context.getRoot()
                .getStore(Namespace.create(Cluster.class))
                .getOrComputeIfAbsent(Cluster.class, key -> new Held(start()), Held.class)
                .cluster();
    }

    /** A run that is broken off leaves no processes behind either. */
    private static Cluster start() {
        Cluster cluster = Cluster.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                cluster.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
        return cluster;
    }
}

package extensions;

import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jboss.logging.Logger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Runs the routes in the YAML files of a directory. A new file starts its routes, an edit replaces them, and deleting
 * the file stops them. A file that cannot run is logged and changes nothing: its earlier routes continue, and so does
 * everything else.
 */
@Singleton
public class RouteFiles {

    private static final Logger LOG = Logger.getLogger(RouteFiles.class);

    /** Maximum size of a file. */
    private static final long MOST_BYTES = 1024 * 1024;

    private final ModelCamelContext context;
    private final Path directory;
    private final Map<String, State> files = new TreeMap<>();
    private volatile boolean closed;
    /** The contents at the last scan, null before the first. */
    private Map<String, byte[]> seen;
    /** For readers, who must not wait for routes to stop. */
    private volatile Map<String, String> report = Map.of();

    @Inject
    public RouteFiles(CamelContext context, RouteFilesConfig config) {
        this.context = (ModelCamelContext) context;
        this.directory = config.directory();
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                close();
            }
        });
    }

    /**
     * The state of a file.
     *
     * @param content as last read
     * @param running the running routes, or null
     * @param error why the content does not run, or null
     */
    private record State(byte[] content, RouteFile running, String error) {}

    /**
     * Ends scanning, and waits for a scan in progress. Camel stops routes one by one: otherwise a stopping context and
     * a scan could wait for each other.
     */
    private void close() {
        closed = true;
        synchronized (this) {
            LOG.debugf("Stopped scanning %s", directory);
        }
    }

    /** Scans the directory and applies changes. */
    public synchronized void scan() {
        if (closed) {
            return;
        }
        Map<String, byte[]> found = read();
        for (String gone : new HashSet<>(files.keySet())) {
            if (!found.containsKey(gone)) {
                end(gone);
            }
        }
        found.forEach((name, content) -> {
            State known = files.get(name);
            if ((known == null || !Arrays.equals(known.content(), content)) && isWritten(name, content)) {
                replace(name, content, known == null ? null : known.running());
            }
        });
        seen = found;
        Map<String, String> errors = new TreeMap<>();
        files.forEach((name, state) -> errors.put(name, state.error() == null ? "" : state.error()));
        report = errors;
    }

    /** The files, each with its error or an empty text. */
    Map<String, String> report() {
        return report;
    }

    /** Returns true if the file is complete: it was the same at the last scan, or existed before this process. */
    private boolean isWritten(String name, byte[] content) {
        return seen == null || Arrays.equals(seen.get(name), content);
    }

    private void replace(String name, byte[] content, RouteFile running) {
        Set<String> own = running == null ? Set.of() : running.ids();
        RouteFile next;
        try {
            next = RouteFile.read(context, name, content, own);
        } catch (InvalidRouteFileException e) {
            report(name, content, running, e);
            return;
        }
        if (running != null) {
            running.stop();
        }
        try {
            next.start();
            files.put(name, new State(content, next, null));
            LOG.infof("%s: routes %s run", directory.resolve(name), next.ids());
        } catch (InvalidRouteFileException e) {
            report(name, content, running == null ? null : restart(name, running), e);
        }
    }

    private void report(String name, byte[] content, RouteFile running, InvalidRouteFileException failure) {
        files.put(name, new State(content, running, failure.getMessage()));
        LOG.errorf(
                "%s cannot run%s: %s",
                directory.resolve(name), running == null ? "" : ", its earlier routes continue", failure.getMessage());
    }

    /** Stopped routes must be built again from their content. */
    private RouteFile restart(String name, RouteFile former) {
        try {
            RouteFile again = former.again();
            again.start();
            return again;
        } catch (InvalidRouteFileException e) {
            LOG.errorf("%s: its earlier routes could not be restarted: %s", directory.resolve(name), e.getMessage());
            return null;
        }
    }

    private void end(String name) {
        State gone = files.remove(name);
        if (gone.running() != null) {
            gone.running().stop();
            LOG.infof(
                    "%s was deleted: routes %s stopped",
                    directory.resolve(name), gone.running().ids());
        }
    }

    private Map<String, byte[]> read() {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path file : entries.filter(RouteFiles::isRouteFile).toList()) {
                readInto(found, file);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            LOG.debugf("No route files: %s", e.getMessage());
        } catch (IOException e) {
            LOG.errorf("The route files in %s could not be read: %s", directory, e.getMessage());
            files.forEach((name, state) -> found.put(name, state.content()));
        }
        return found;
    }

    private static boolean isRouteFile(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
    }

    /** A file that is deleted or replaced meanwhile is read at the next scan. */
    private void readInto(Map<String, byte[]> found, Path file) {
        String name = file.getFileName().toString();
        try {
            found.put(name, Files.size(file) > MOST_BYTES ? new byte[0] : Files.readAllBytes(file));
        } catch (IOException e) {
            LOG.debugf(e, "%s could not be read", file);
            State known = files.get(name);
            if (known != null && Files.exists(file)) {
                found.put(name, known.content());
            }
        }
    }
}

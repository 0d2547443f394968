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
 * Runs the routes in the YAML files of a directory, as long as they are there: a new file starts its routes, an edit
 * replaces them, a file that goes ends them. A file that cannot run is reported and changes nothing: what ran from its
 * earlier content goes on, and so does everything else.
 */
@Singleton
public class RouteFiles {

    private static final Logger LOG = Logger.getLogger(RouteFiles.class);

    /** A longer file is no description of routes. */
    private static final long MOST_BYTES = 1024 * 1024;

    private final ModelCamelContext context;
    private final Path directory;
    private final Map<String, State> files = new TreeMap<>();
    private volatile boolean closed;
    /** The contents at the last look, null before the first. */
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
     * What is known of a file.
     *
     * @param content as last read
     * @param running what runs, null if nothing does
     * @param error why the content does not run, null if it does
     */
    private record State(byte[] content, RouteFile running, String error) {}

    /**
     * Has nothing more started or ended, and waits for what is being. Camel stops routes one after another: a context that
     * began to stop would wait for a look at the files, and that one for the context.
     */
    private void close() {
        closed = true;
        synchronized (this) {
            LOG.debugf("%s is not looked at any more", directory);
        }
    }

    /** Looks at the directory and does what has become due. */
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

    /** The files, and for each what is wrong with it, or an empty text. */
    Map<String, String> report() {
        return report;
    }

    /** Whether nobody is still writing the file: it was the same at the last look, or was there before this process. */
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
                "%s is not run%s: %s",
                directory.resolve(name), running == null ? "" : ", its earlier content goes on", failure.getMessage());
    }

    /** A route that was stopped is built again from what is known of it. */
    private RouteFile restart(String name, RouteFile former) {
        try {
            RouteFile again = former.again();
            again.start();
            return again;
        } catch (InvalidRouteFileException e) {
            LOG.errorf("%s: its earlier content does not run any more: %s", directory.resolve(name), e.getMessage());
            return null;
        }
    }

    private void end(String name) {
        State gone = files.remove(name);
        if (gone.running() != null) {
            gone.running().stop();
            LOG.infof(
                    "%s is gone: routes %s have ended",
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
            LOG.debugf("There are no route files: %s", e.getMessage());
        } catch (IOException e) {
            LOG.errorf("The route files in %s cannot be read: %s", directory, e.getMessage());
            files.forEach((name, state) -> found.put(name, state.content()));
        }
        return found;
    }

    private static boolean isRouteFile(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
    }

    /** A file that goes meanwhile, or is being replaced, is looked at again the next time. */
    private void readInto(Map<String, byte[]> found, Path file) {
        String name = file.getFileName().toString();
        try {
            found.put(name, Files.size(file) > MOST_BYTES ? new byte[0] : Files.readAllBytes(file));
        } catch (IOException e) {
            LOG.debugf(e, "%s cannot be read", file);
            State known = files.get(name);
            if (known != null && Files.exists(file)) {
                found.put(name, known.content());
            }
        }
    }
}

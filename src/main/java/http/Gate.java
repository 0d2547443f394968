package http;

import http.Problem.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.file.FileSystemException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.eclipse.microprofile.config.inject.ConfigProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Stands before the API's routes: what can be refused from a request's head is refused before its body is read,
 * each body is read with the limit of its call, and whatever fails on the way is answered as a problem.
 *
 * <p>A request passes {@link #checkHead}, then {@link #readBody}, then Camel. A check that needs the head alone,
 * such as that of a key, belongs between the first two, so that no stranger can send gigabytes first; one that
 * blocks pauses the request and leaves the event loop.
 */
@Singleton
public class Gate {

    /** Before all that Quarkus and Camel do with a request. */
    private static final int BEFORE_ALL = -1000;

    /** The key of the request's context where Quarkus looks for a name of its path that has no ids in it. */
    private static final String PATH_TEMPLATE = "UrlPathTemplate";

    /** The key under which a request carries its {@link Operation}. */
    private static final String OPERATION = Gate.class.getName() + ".operation";

    /** The key that says that the body has been read. */
    private static final String BODY_READ = Gate.class.getName() + ".bodyRead";

    /**
     * How long files may still be written after the last byte came. A form without its closing boundary never gets
     * done; this ends it.
     */
    private static final Duration FORM_GRACE = Duration.ofSeconds(5);

    private final Contract contract;
    private final HeadRules headRules;
    private final Path uploadsDirectory;
    private final boolean active;
    private final Map<Long, BodyHandler> bodyHandlers = new ConcurrentHashMap<>();

    @Inject
    Gate(
            Contract contract,
            @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path uploadsDirectory,
            @ConfigProperty(name = "role.api", defaultValue = "true") boolean active) {
        this.contract = contract;
        this.headRules = new HeadRules(contract);
        this.uploadsDirectory = uploadsDirectory;
        this.active = active;
    }

    void open(@Observes Router router) throws IOException {
        if (!active) {
            return;
        }
        Files.createDirectories(uploadsDirectory);
        Route api = router.route(contract.basePath() + "*").order(BEFORE_ALL);
        api.handler(this::namePath);
        api.handler(this::checkHead);
        api.handler(this::readBody);
        api.handler(Gate::bodyIsRead);
        api.failureHandler(Gate::failure);
        router.get(Problem.TYPE_PREFIX + ":kind").handler(ProblemAnswers::explanation);
        router.route().last().handler(ProblemAnswers::unknownPath).failureHandler(ProblemAnswers::failure);
    }

    /** For metrics and traces: all API calls have one route here, and its path says nothing. */
    private void namePath(RoutingContext request) {
        String template = contract.resource(request.normalizedPath())
                .map(Contract.Resource::template)
                .orElse(contract.basePath() + "/*");
        Vertx.currentContext().putLocal(PATH_TEMPLATE, template);
        request.next();
    }

    private void checkHead(RoutingContext request) {
        request.put(OPERATION, headRules.check(request));
        request.next();
    }

    private void readBody(RoutingContext request) {
        Operation operation = request.get(OPERATION);
        if (operation.body().isEmpty()) {
            request.next();
            return;
        }
        Operation.Body body = operation.body().get();
        if (body.isMultipart()) {
            checkRoom(request);
            endForm(request);
        }
        bodyHandlers.computeIfAbsent(body.maxBytes(), this::bodyHandler).handle(request);
    }

    private BodyHandler bodyHandler(long maxBytes) {
        return BodyHandler.create(uploadsDirectory.toString())
                .setBodyLimit(maxBytes)
                .setDeleteUploadedFilesOnEnd(true)
                .setMergeFormAttributes(false);
    }

    private void checkRoom(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > uploadsDirectory.toFile().getUsableSpace()) {
            throw storageFull();
        }
    }

    /**
     * Answers a form that never gets done. Either its closing boundary never came, and its last file still waits for
     * more; or a file could not be written, and is gone.
     */
    private static void endForm(RoutingContext request) {
        request.request().end().onSuccess(end -> request.vertx().setTimer(FORM_GRACE.toMillis(), timer -> {
            if (request.get(BODY_READ) != null || request.failed()) {
                return;
            }
            boolean allWritten =
                    request.fileUploads().stream().allMatch(upload -> Files.exists(Path.of(upload.uploadedFileName())));
            // The answer first: giving up the files makes their writing fail, and that would be the answer.
            request.fail(
                    allWritten
                            ? ProblemException.of(Kind.INVALID_REQUEST, "The form ends before its closing boundary.")
                            : storageFull());
            request.cancelAndCleanupFileUploads();
        }));
    }

    private static ProblemException storageFull() {
        return ProblemException.of(Kind.STORAGE_FULL, "There is no room for the upload.");
    }

    private static void bodyIsRead(RoutingContext request) {
        request.put(BODY_READ, true);
        request.next();
    }

    private static void failure(RoutingContext request) {
        Operation operation = request.get(OPERATION);
        boolean readingBody = operation != null && request.get(BODY_READ) == null;
        if (readingBody && request.statusCode() >= 500 && !(request.failure() instanceof ProblemException)) {
            // The BodyHandler gives up the files before it says what was wrong, and that makes their writing fail. So
            // the reason is waited for; where none comes, it is told from what has been read.
            request.vertx().runOnContext(done -> ProblemAnswers.answer(request, bodyProblem(request, operation)));
        } else {
            ProblemAnswers.failure(request);
        }
    }

    private static Problem bodyProblem(RoutingContext request, Operation operation) {
        if (request.failure() instanceof IOException || request.failure() instanceof FileSystemException) {
            return storageFull().problem();
        }
        long maxBytes = operation.body().map(Operation.Body::maxBytes).orElse(0L);
        if (request.request().bytesRead() > maxBytes) {
            return HeadRules.tooLarge(maxBytes).problem();
        }
        return Problem.of(Kind.INVALID_REQUEST, "The body cannot be read.");
    }
}

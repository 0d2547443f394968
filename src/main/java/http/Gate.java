package http;

import clients.ApiKey;
import clients.KeyScope;
import failures.Kind;
import guardrails.AuditLog;
import guardrails.KeyRates;
import http.RequestLimiter.Texts;
import http.RequestLimiter.Until;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shares.Places;
import shares.Refusals;
import shares.ShareOwner;
import shares.SharedLimit;
import shares.SharesConfig;

import java.nio.file.Path;
import java.time.Duration;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Handles each request before the API's routes. Requests that can be rejected from the head are rejected before the
 * body is read, each body is read with the limit of its call, and failures are answered as problems.
 *
 * <p>A request passes the check of its key ({@link ApiKeyMechanism}, {@link AccessPolicy}), so that callers without a
 * key cannot send large bodies, then {@link #checkHead}, {@link #readBody}, {@link #takeTurn} and Camel. The number of
 * requests in each of the last two is limited, in total and for each client; more are rejected at once.
 */
@Singleton
public class Gate {

    /** Before all handlers of Quarkus and Camel. */
    private static final int BEFORE_ALL = -1000;

    /**
     * After Quarkus' check of keys (authentication at -200, authorization at -100), before all other handlers of
     * Quarkus and Camel.
     */
    private static final int BEHIND_THE_KEYS = -50;

    /** The context key under which Quarkus looks for a path name without ids. */
    private static final String PATH_TEMPLATE = "UrlPathTemplate";

    /** The key under which a request carries its {@link Operation}. */
    private static final String OPERATION = Gate.class.getName() + ".operation";

    /** The context key of the action to run once the body has been read. */
    private static final String BODY_IS_READ = Gate.class.getName() + ".bodyIsRead";

    /** The context key of the slot that a large body keeps while its request is queued. */
    private static final String LARGE_BODY = Gate.class.getName() + ".largeBody";

    /** After {@link JobEventStream} and {@link JobWaits}, whose callers hold no thread, and before Camel. */
    private static final int BEFORE_CAMEL = -30;

    private static final int NO_CONTENT = 204;

    /** Rejections of a client per second that cause no delay; beyond it, each request is delayed. */
    private static final int FREE_REFUSALS = 50;

    private static final Duration REFUSAL_DELAY = Duration.ofMillis(250);

    private final Contract contract;
    private final HeadRules headRules;
    private final Path uploadsDirectory;
    private final boolean active;
    private final DiskReservation space;
    private final FormIntake.Limits formLimits;
    private final ApiConnections connections;
    private final KeyRates rates;
    private final AuditLog audit;
    private final RejectionDelay pace = new RejectionDelay(FREE_REFUSALS, REFUSAL_DELAY);
    private final RequestLimiter jsonBodies;
    private final RequestLimiter uploads;
    private final RequestLimiter calls;

    @Inject
    Gate(
            Contract contract,
            DiskReservation space,
            ApiConnections connections,
            KeyRates rates,
            AuditLog audit,
            SharesConfig shares,
            Refusals refusals,
            @ConfigProperty(name = "quarkus.http.body.uploads-directory") Path uploadsDirectory,
            @ConfigProperty(name = "quarkus.http.limits.max-form-attribute-size") MemorySize maxFieldSize,
            @ConfigProperty(name = "quarkus.http.limits.max-form-fields") int maxParts,
            @ConfigProperty(name = "role.api", defaultValue = "true") boolean active) {
        this.contract = contract;
        this.headRules = new HeadRules(contract);
        this.space = space;
        this.formLimits = new FormIntake.Limits(maxFieldSize.asLongValue(), maxParts);
        this.connections = connections;
        this.rates = rates;
        this.audit = audit;
        // JSON bodies have slots of their own: uploads are slow, and must not block small calls.
        this.jsonBodies = new RequestLimiter(
                SharedLimit.JSON_BODIES,
                new Places(connections.maxBodies(), shares),
                null,
                Until.ANSWERED,
                Texts.of("JSON bodies being received"),
                refusals);
        this.uploads = new RequestLimiter(
                SharedLimit.UPLOADS,
                new Places(connections.maxUploads(), shares),
                null,
                Until.ANSWERED,
                Texts.of("uploads in progress"),
                refusals);
        this.calls = new RequestLimiter(
                SharedLimit.CALLS,
                new Places(connections.maxCalls(), shares),
                new Places(connections.maxWaitingCalls(), shares),
                Until.ANSWER_SENT,
                Texts.of("calls in progress"),
                refusals);
        this.uploadsDirectory = uploadsDirectory;
        this.active = active;
    }

    void open(@Observes Router router) {
        if (!active) {
            return;
        }
        // Rejected requests are measured under the name of their path too.
        router.route(contract.basePath() + "*").order(BEFORE_ALL).handler(this::namePath);
        Route api = router.route(contract.basePath() + "*").order(BEHIND_THE_KEYS);
        api.handler(request -> pace.enter(request, Identities.shareOwner(request.user())));
        api.handler(this::checkHead);
        api.handler(this::checkRate);
        api.handler(this::readBody);
        api.handler(Gate::bodyIsRead);
        api.failureHandler(ProblemAnswers::failure);
        router.route(contract.basePath() + "*").order(BEFORE_CAMEL).handler(this::takeTurn);
        router.get(Problem.TYPE_PREFIX + ":kind").handler(ProblemAnswers::explanation);
        router.route().last().handler(ProblemAnswers::unknownPath).failureHandler(ProblemAnswers::failure);
    }

    /** All API calls have one route here, so metrics and traces need the path of the contract. */
    private void namePath(RoutingContext request) {
        String template = contract.resource(request.normalizedPath())
                .map(Contract.Resource::template)
                .orElse(contract.basePath() + "/*");
        Vertx.currentContext().putLocal(PATH_TEMPLATE, template);
        request.next();
    }

    private void checkHead(RoutingContext request) {
        Operation operation = headRules.check(request);
        KeyScope key = Identities.scope(request.user());
        try {
            ScopeCheck.check(operation, key);
        } catch (ProblemException e) {
            String scope = e.problem().members().path("scope").asText();
            request.vertx()
                    .executeBlocking(
                            () -> {
                                audit.refused(operation.id(), key, scope);
                                return null;
                            },
                            false);
            throw e;
        }
        request.put(OPERATION, operation);
        request.next();
    }

    /**
     * Rejects a call if the key exceeds its rate. While Redis is asked, the request holds no thread and its body is not
     * read.
     */
    private void checkRate(RoutingContext request) {
        ApiKey key = Identities.scope(request.user()).key();
        if (key == null) {
            request.next();
            return;
        }
        boolean creates = ((Operation) request.get(OPERATION)).creates();
        Context context = Vertx.currentContext();
        request.request().pause();
        rates.take(key, creates)
                .whenComplete((early, failure) -> context.runOnContext(here -> {
                    request.request().resume();
                    if (failure != null) {
                        request.fail(failure);
                    } else if (early.isZero()) {
                        request.next();
                    } else {
                        ProblemAnswers.answer(request, tooFast(key, creates).withRetryAfter(early));
                    }
                }));
    }

    private static Problem tooFast(ApiKey key, boolean creates) {
        String creating = creates && key.createsPerMinute() != null
                ? ", and " + key.createsPerMinute() + " that create something"
                : "";
        return Problem.of(
                Kind.RATE_LIMITED,
                "The key may make " + (key.callsPerMinute() == null ? "any number of" : key.callsPerMinute())
                        + " calls a minute" + creating
                        + ". Wait for Retry-After; the administrator can make a key for more.");
    }

    private void readBody(RoutingContext request) {
        Operation operation = request.get(OPERATION);
        if (operation.body().isEmpty() && !HeadRules.announcesBody(request.request())) {
            request.next();
            return;
        }
        boolean isForm = operation.body().filter(Operation.Body::isMultipart).isPresent();
        RequestLimiter bodies = isForm ? uploads : jsonBodies;
        bodies.enter(request, Identities.shareOwner(request.user()), place -> {
            SlowBodyGuard pace = SlowBodyGuard.watch(request, connections);
            request.put(BODY_IS_READ, (Runnable) () -> {
                pace.stop();
                if (!isForm && JsonMemory.isLarge(request.body().length())) {
                    // The body is in memory while its call is queued too.
                    request.put(LARGE_BODY, place);
                } else {
                    place.leave();
                }
            });
            if (isForm) {
                FormIntake.read(
                        request,
                        operation.body().get(),
                        formLimits,
                        uploadsDirectory,
                        space,
                        connections.bodyTimeout());
            } else {
                long maxBytes =
                        operation.body().map(Operation.Body::maxBytes).orElse((long) HeadRules.MAX_EMPTY_OBJECT);
                BodyHandler.create(false).setBodyLimit(maxBytes).handle(request);
            }
        });
    }

    private static void bodyIsRead(RoutingContext request) {
        Runnable end = request.get(BODY_IS_READ);
        if (end != null) {
            end.run();
        }
        if (((Operation) request.get(OPERATION)).body().isEmpty()) {
            HeadRules.checkEmpty(request.body().buffer());
        }
        request.next();
    }

    private void takeTurn(RoutingContext request) {
        ShareOwner owner = Identities.shareOwner(request.user());
        request.addHeadersEndHandler(headers -> nameLength(request.response()));
        calls.enter(request, owner, call -> admit(request));
    }

    /** From here on the slots of calls, and {@link JsonMemory}, limit the number of bodies in memory. */
    private static void admit(RoutingContext request) {
        RequestLimiter.Place largeBody = request.get(LARGE_BODY);
        if (largeBody != null) {
            largeBody.leave();
        }
        request.next();
    }

    /** A complete answer needs no chunked encoding, which Camel sets for every text. */
    private static void nameLength(HttpServerResponse response) {
        if (response.ended() && response.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            response.headers().remove(HttpHeaders.TRANSFER_ENCODING);
            if (response.getStatusCode() != NO_CONTENT) {
                response.putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(response.bytesWritten()));
            }
        }
    }
}

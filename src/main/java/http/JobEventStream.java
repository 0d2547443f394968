package http;

import clients.KeyScope;
import com.fasterxml.jackson.core.JsonProcessingException;
import failures.Kind;
import http.RequestLimiter.Texts;
import http.RequestLimiter.Until;
import io.quarkus.security.identity.IdentityProviderManager;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jobs.JobControl;
import jobs.JobRows;
import jobs.JobStatus;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shares.Places;
import shares.Refusals;
import shares.SharedLimit;
import shares.SharesConfig;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * A job's history as server-sent events: what has happened, then what happens, until the job has ended. A listener
 * holds a connection and no thread; its next events are asked for when the last answer is there.
 */
@Singleton
public class JobEventStream {

    /** Behind the {@link Gate}, which knows the call from the contract, and before Camel's routes. */
    private static final int BEHIND_THE_GATE = -40;

    private static final int BATCH = 500;
    private static final long PERIOD_MILLIS = 500;
    private static final long HEARTBEAT_PERIODS = 30;
    /** A key may be revoked while its stream is open. */
    private static final long PERIODS_BETWEEN_KEY_CHECKS = 10;

    private static final String EVENT_STREAM = "text/event-stream";

    private final ProducerTemplate camel;
    private final JobRows jobs;
    private final FailureProblems failures;
    private final ApiKeyMechanism keys;
    private final IdentityProviderManager identities;
    private final boolean active;
    private final RequestLimiter streams;
    /** Apart from the threads that answer calls: a thousand streams must not keep a call waiting. */
    private final WorkerExecutor queries;

    @Inject
    JobEventStream(
            ProducerTemplate camel,
            JobRows jobs,
            FailureProblems failures,
            ApiKeyMechanism keys,
            IdentityProviderManager identities,
            ApiConnections connections,
            SharesConfig shares,
            Refusals refusals,
            Vertx vertx,
            @ConfigProperty(name = "role.api", defaultValue = "true") boolean active) {
        this.camel = camel;
        this.jobs = jobs;
        this.failures = failures;
        this.keys = keys;
        this.identities = identities;
        this.active = active;
        this.streams = new RequestLimiter(
                SharedLimit.EVENT_STREAMS,
                new Places(connections.maxEventStreams(), shares),
                null,
                Until.ANSWERED,
                new Texts(
                        "The client has its share of open event streams. Close one of its own first.",
                        "The service has all the open event streams that it takes. Wait a second and try again."),
                refusals);
        this.queries = vertx.createSharedWorkerExecutor("job-events", connections.maxEventStreamQueries());
    }

    void open(@Observes Router router) {
        if (active) {
            router.get("/v1/jobs/:job_id/events").order(BEHIND_THE_GATE).handler(this::listen);
        }
    }

    private void listen(RoutingContext request) {
        boolean wanted = request.parsedHeaders().accept().stream()
                .anyMatch(range -> range.value().equalsIgnoreCase(EVENT_STREAM));
        if (!wanted) {
            request.next();
            return;
        }
        KeyScope scope = Identities.scope(request.user());
        // The gate has refused an id that is none.
        UUID jobId = UUID.fromString(request.pathParam("job_id"));
        long after = lastEventId(request);
        streams.enter(request, Identities.shareOwner(request.user()), place -> queries.executeBlocking(
                        () -> history(jobId, scope, after), false)
                .onFailure(failure -> request.fail(problem(failure)))
                .onSuccess(history -> begin(request, jobId, history)));
    }

    private ProblemException problem(Throwable failure) {
        return new ProblemException(
                failures.of(failure instanceof CamelExecutionException ? failure.getCause() : failure));
    }

    private void begin(RoutingContext request, UUID jobId, History history) {
        if (request.response().closed()) {
            return;
        }
        if (history.ended() && history.events().isEmpty()) {
            // What tells an EventSource not to connect again.
            request.response().setStatusCode(204).end();
            return;
        }
        new Listener(request, jobId).start(history);
    }

    private History history(UUID jobId, KeyScope scope, long after) throws JsonProcessingException {
        jobs.found(job(jobId, scope), jobId);
        return events(jobId, after);
    }

    /** The events after one, and whether the last of them ends the history; asked in this order, none is missed. */
    private History events(UUID jobId, long after) throws JsonProcessingException {
        List<?> rows =
                camel.requestBody("direct:sql-select-events", JobControl.historyAfter(jobId, after, BATCH), List.class);
        List<Event> events = rows.stream().map(Event::of).toList();
        return new History(
                events,
                !events.isEmpty() && events.get(events.size() - 1).isFinal() || events.isEmpty() && isFinished(jobId));
    }

    private boolean isFinished(UUID jobId) throws JsonProcessingException {
        String row = job(jobId, KeyScope.ADMIN);
        return row == null || jobs.read(row).status().isFinal();
    }

    private String job(UUID jobId, KeyScope scope) {
        return camel.requestBody("direct:sql-select-job", jobs.key(jobId, scope), String.class);
    }

    private static long lastEventId(RoutingContext request) {
        String id = request.request().getHeader("Last-Event-ID");
        if (id == null) {
            return 0;
        }
        if (!id.matches("\\d{1,18}")) {
            throw ProblemException.of(Kind.INVALID_REQUEST, "Last-Event-ID is not one that this stream gave out.");
        }
        return Long.parseLong(id);
    }

    /** Some events, and whether the job has ended with the last of them. */
    private record History(List<Event> events, boolean ended) {}

    private record Event(long id, String type, String json) {

        static Event of(Object row) {
            Map<?, ?> columns = (Map<?, ?>) row;
            return new Event(((Number) columns.get("event_id")).longValue(), (String) columns.get("type"), (String)
                    columns.get("event"));
        }

        boolean isFinal() {
            return Stream.of(JobStatus.values())
                    .anyMatch(status -> status.isFinal() && status.sql().equals(type));
        }

        String frame() {
            return "id: " + id + "\nevent: " + type + "\ndata: " + json + "\n\n";
        }
    }

    /** One open stream. All but the queries runs on the request's event loop. */
    private final class Listener {

        private final RoutingContext request;
        private final UUID jobId;
        private long lastEvent;
        private long idlePeriods;
        private long periods;
        private boolean over;

        Listener(RoutingContext request, UUID jobId) {
            this.request = request;
            this.jobId = jobId;
        }

        void start(History history) {
            HttpServerResponse response = request.response();
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    // nginx collects an answer until its buffers are full, unless this header forbids it.
                    .putHeader("X-Accel-Buffering", "no");
            response.closeHandler(closed -> finish());
            response.endHandler(ended -> finish());
            send(history);
        }

        private void send(History history) {
            if (over) {
                return;
            }
            StringBuilder frames = new StringBuilder();
            for (Event event : history.events()) {
                frames.append(event.frame());
                lastEvent = event.id();
            }
            idlePeriods = history.events().isEmpty() ? idlePeriods + 1 : 0;
            if (idlePeriods >= HEARTBEAT_PERIODS) {
                frames.append(":\n\n");
                idlePeriods = 0;
            }
            if (!frames.isEmpty()) {
                request.response().write(frames.toString());
            }
            if (history.ended()) {
                end();
            } else {
                request.vertx().setTimer(PERIOD_MILLIS, timer -> next());
            }
        }

        private void next() {
            if (over) {
                return;
            }
            if (request.response().writeQueueFull()) {
                request.response().drainHandler(drained -> next());
                return;
            }
            if (++periods % PERIODS_BETWEEN_KEY_CHECKS == 0) {
                checkKey();
            } else {
                ask();
            }
        }

        /** Goes on unless the key is good no longer: the listener learns why when it connects again. */
        private void checkKey() {
            Context context = request.vertx().getOrCreateContext();
            keys.authenticate(request, identities)
                    .subscribe()
                    .with(
                            identity -> context.runOnContext(good -> ask()),
                            revoked -> context.runOnContext(bad -> end()));
        }

        private void ask() {
            queries.executeBlocking(() -> events(jobId, lastEvent), false)
                    .onComplete(answer -> send(answer.succeeded() ? answer.result() : new History(List.of(), false)));
        }

        private void end() {
            if (!over) {
                request.response().end();
            }
        }

        private void finish() {
            over = true;
        }
    }
}

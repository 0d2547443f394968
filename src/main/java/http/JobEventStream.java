package http;

import failures.Kind;
import failures.NotFound;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jobs.JobEvent;
import jobs.JobFeed;
import jobs.JobFeed.News;
import jobs.JobRepository;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import shares.Refusals;
import shares.SharedLimit;
import shares.SharesConfig;

import java.time.Duration;
import java.util.UUID;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * A job's history as server-sent events: past events, then new ones, until the job ends or the listener's key is
 * revoked. A listener holds a connection and no thread; the {@link JobFeed} delivers new events.
 */
@Singleton
public class JobEventStream {

    /** After the {@link Gate}, which finds the call in the contract, and before Camel's routes. */
    private static final int BEHIND_THE_GATE = -40;

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final String EVENT_STREAM = "text/event-stream";

    private final JobRepository jobs;
    private final JobFeed feed;
    private final FailureProblems failures;
    private final boolean active;
    private final JobFollowers streams;

    @Inject
    JobEventStream(
            JobRepository jobs,
            JobFeed feed,
            FailureProblems failures,
            ApiConnections connections,
            SharesConfig shares,
            Refusals refusals,
            Vertx vertx,
            @ConfigProperty(name = "role.api", defaultValue = "true") boolean active) {
        this.jobs = jobs;
        this.feed = feed;
        this.failures = failures;
        this.active = active;
        this.streams = new JobFollowers(
                SharedLimit.EVENT_STREAMS,
                connections.maxEventStreams(),
                "open event streams",
                connections,
                shares,
                refusals,
                vertx);
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
        long after = lastEventId(request);
        streams.admit(
                request,
                (jobId, clientId) -> history(jobId, clientId, after),
                history -> begin(request, after, history),
                failure -> request.fail(new ProblemException(failures.of(failure))));
    }

    private void begin(RoutingContext request, long after, News history) {
        if (history.ended() && history.events().isEmpty()) {
            // Makes an EventSource stop reconnecting.
            request.response().setStatusCode(204).end();
            return;
        }
        new Listener(request, UUID.fromString(request.pathParam("job_id")), after).start(history);
    }

    /**
     * Reads the events that a listener has missed.
     *
     * @throws NotFound if there is no such job for the client
     */
    private News history(UUID jobId, String clientId, long after) throws Exception {
        jobs.get(jobId, clientId);
        return feed.now(jobId, after);
    }

    private static long lastEventId(RoutingContext request) {
        String id = request.request().getHeader("Last-Event-ID");
        if (id == null) {
            return 0;
        }
        if (!id.matches("\\d{1,18}")) {
            throw ProblemException.of(Kind.INVALID_REQUEST, "The Last-Event-ID is not an id of this stream.");
        }
        return Long.parseLong(id);
    }

    private static String frame(JobEvent event) {
        return "id: " + event.id() + "\nevent: " + event.type() + "\ndata: " + event.json() + "\n\n";
    }

    /** One open stream. All methods run on the request's event loop. */
    private final class Listener {

        private final RoutingContext request;
        private final Context context = Vertx.currentContext();
        private final UUID jobId;
        private final String keyId;
        private long lastEvent;
        private JobFeed.Follower follower;
        private long heartbeat;
        private boolean quiet;
        private boolean over;

        Listener(RoutingContext request, UUID jobId, long after) {
            this.request = request;
            this.jobId = jobId;
            this.keyId = Identities.keyId(request.user());
            this.lastEvent = after;
        }

        void start(News history) {
            HttpServerResponse response = request.response();
            response.setChunked(true)
                    .putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    // Turns off nginx' buffering, which would hold events back.
                    .putHeader("X-Accel-Buffering", "no");
            // The response has one handler of each kind, which the router uses to release the slot; so these are
            // handlers of the request.
            request.addEndHandler(end -> finish());
            heartbeat = request.vertx().setPeriodic(HEARTBEAT.toMillis(), beat -> beat());
            tell(history);
        }

        private void tell(News news) {
            if (over) {
                return;
            }
            StringBuilder frames = new StringBuilder();
            news.events().forEach(event -> frames.append(frame(event)));
            lastEvent = news.lastEvent(lastEvent);
            if (!frames.isEmpty()) {
                request.response().write(frames.toString());
                quiet = false;
            }
            // The key was revoked: the listener receives the reason when it reconnects.
            if (news.ended() || news.revoked()) {
                request.response().end();
            } else {
                next();
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
            follower = feed.next(jobId, lastEvent, keyId, news -> context.runOnContext(turn -> tell(news)));
        }

        private void beat() {
            if (quiet && !request.response().writeQueueFull()) {
                request.response().write(":\n\n");
            }
            quiet = true;
        }

        private void finish() {
            over = true;
            request.vertx().cancelTimer(heartbeat);
            if (follower != null) {
                follower.leave();
            }
        }
    }
}

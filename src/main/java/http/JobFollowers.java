package http;

import http.RequestLimiter.Texts;
import http.RequestLimiter.Until;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import shares.Places;
import shares.Refusals;
import shares.SharedLimit;
import shares.SharesConfig;

import java.util.UUID;
import java.util.function.Consumer;

/**
 * Admits calls that follow a job. Such a call holds a connection and a slot, and no thread. Its first query runs on
 * threads of its own kind, so that a thousand followers that connect together delay no other calls.
 */
final class JobFollowers {

    private final RequestLimiter places;
    private final WorkerExecutor queries;

    /**
     * @param most maximum number of such calls
     * @param what their name, for the message of a rejection
     */
    JobFollowers(
            SharedLimit limit,
            int most,
            String what,
            ApiConnections connections,
            SharesConfig shares,
            Refusals refusals,
            Vertx vertx) {
        this.places =
                new RequestLimiter(limit, new Places(most, shares), null, Until.ANSWERED, Texts.of(what), refusals);
        this.queries = vertx.createSharedWorkerExecutor("job-events", connections.maxEventStreamQueries());
    }

    /** The first query of a call. */
    @FunctionalInterface
    interface Beginning<T> {
        T read(UUID jobId, String clientId) throws Exception;
    }

    /**
     * Runs the first query of a call, then the rest on the request's own context if the caller is still connected. The
     * slot is released when the call ends.
     *
     * @throws ProblemException if there is no slot
     */
    <T> void admit(RoutingContext request, Beginning<T> beginning, Consumer<T> then, Consumer<Throwable> failed) {
        // The gate has rejected malformed ids.
        UUID jobId = UUID.fromString(request.pathParam("job_id"));
        String clientId = Identities.scope(request.user()).clientId();
        places.enter(request, Identities.shareOwner(request.user()), place -> queries.executeBlocking(
                        () -> beginning.read(jobId, clientId), false)
                .onFailure(failed::accept)
                .onSuccess(begun -> {
                    if (!request.response().closed()) {
                        then.accept(begun);
                    }
                }));
    }
}

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
 * Admits calls that follow a job. Such a call holds a connection and a place, and no thread. What it begins with is read
 * by threads of its own kind: a thousand of them that begin together must not keep other calls waiting.
 */
final class JobFollowers {

    private final RequestLimiter places;
    private final WorkerExecutor queries;

    /**
     * @param most such calls at once
     * @param what they are, for the callers of those that are rejected
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

    /** What a call reads of its job when it begins. */
    @FunctionalInterface
    interface Beginning<T> {
        T read(UUID jobId, String clientId) throws Exception;
    }

    /**
     * Reads what a call begins with, and runs the rest on the request's own context if its caller is still there. The
     * place is given back when the call has ended, in whichever way.
     *
     * @throws ProblemException if there is no place
     */
    <T> void admit(RoutingContext request, Beginning<T> beginning, Consumer<T> then, Consumer<Throwable> failed) {
        // The gate has refused an id that is none.
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

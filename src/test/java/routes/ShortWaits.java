package routes;

import io.quarkus.test.junit.QuarkusTestProfile;

import java.util.HashMap;
import java.util.Map;

/** The whole service in one process, against its own sandbox, with short waits. */
public class ShortWaits implements QuarkusTestProfile {

    /** Concurrent calls of the API to Meta. */
    static final int API_CALLS = 6;
    /** Concurrent calls with {@code wait}. */
    static final int WATCHERS = 4;
    /** Open event streams. */
    static final int EVENT_STREAMS = 40;
    /** The administrator's key. */
    static final String ADMIN_KEY = "the-administrators-key-of-these-tests";
    /** Concurrent jobs of the worker. */
    static final int WORKER_CALLS = 2;
    /** Concurrent calls for one ad account. */
    static final int ACCOUNT_CALLS = 3;
    /** Redeliveries of a call to Meta after transient failures. */
    static final int REDELIVERIES = 3;
    /** Maximum attempts of a job. */
    static final int ATTEMPTS = 3;

    /** The directory of YAML routes. */
    static final String ROUTE_FILES = "target/route-files/" + System.getProperty("fork", "fork-1");

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>();
        config.put("creative.api.max-concurrency", String.valueOf(API_CALLS));
        config.put("creative.api.deadline", "6s");
        config.put("creative.api.slot-wait", "2s");
        config.put("creative.api.idempotency-retention-interval", "1s");
        config.put("creative.api.connections.max-watchers", String.valueOf(WATCHERS));
        config.put("creative.api.connections.max-event-streams", String.valueOf(EVENT_STREAMS));
        config.put("creative.api.admin-key", ADMIN_KEY);
        config.put("creative.api.connections.body-timeout", "3s");
        config.put("creative.worker.max-concurrency", String.valueOf(WORKER_CALLS));
        config.put("creative.graph.account-concurrency", String.valueOf(ACCOUNT_CALLS));
        config.put("creative.graph.calls-per-second", "200");
        config.put("creative.graph.timeout", "2s");
        config.put("creative.graph.redeliveries", String.valueOf(REDELIVERIES));
        config.put("creative.graph.redelivery-delay", "50ms");
        config.put("creative.graph.max-redelivery-delay", "200ms");
        config.put("creative.graph.throttle-wait", "1s");
        // A single failing call does not affect the others.
        config.put("creative.graph.breaker-failures", "30");
        config.put("creative.graph.settle-after-close", "300ms");
        config.put("creative.graph.settle-after-timeout", "3s");
        config.put("creative.jobs.max-attempts", String.valueOf(ATTEMPTS));
        config.put("creative.jobs.retry-delays", "500ms,500ms");
        config.put("creative.jobs.processing-poll", "100ms");
        config.put("creative.jobs.max-processing-poll", "200ms");
        config.put("creative.jobs.relay-interval", "100ms");
        config.put("creative.jobs.watch-interval", "50ms");
        config.put("creative.blobs.fsync", "false");
        config.put("creative.observability.backlog-interval", "200ms");
        config.put("quarkus.otel.traces.sampler.arg", "1");
        config.put("creative.outbound.allow-private-addresses", "true");
        config.put("creative.routes.directory", ROUTE_FILES);
        config.put("TOKEN_OF_CHAT", "a-token-that-one-test-has-rejected");
        config.put("creative.routes.interval", "100ms");
        config.put("creative.media.download-period", "1s");
        config.put("creative.webhooks.interval", "100ms");
        config.put("creative.webhooks.timeout", "1s");
        config.put("creative.webhooks.retry-delays", "100ms,100ms,100ms");
        return config;
    }
}

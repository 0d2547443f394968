package routes;

import java.util.Map;

/**
 * Like {@link ShortWaits}, with a complete JSON log file as in production, and recognisable secrets; as in production,
 * without calls to private addresses. Traces are not exported.
 */
public class TracedService extends ShortWaits {

    static final String LOG = "target/service-logs/" + System.getProperty("fork", "fork-1") + "/traced-service.log";
    static final String TOKEN = "EAABmarkedTokenOfFrancisco0123456789";
    static final String SECRET = "5ecre7ofTheAppMarked";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = super.getConfigOverrides();
        config.put("quarkus.log.min-level", "TRACE");
        config.put("quarkus.log.level", "TRACE");
        // Log lines of tests, not of the service.
        config.put("quarkus.log.category.\"com.tngtech\".level", "INFO");
        config.put("quarkus.log.category.\"jdk.internal.httpclient\".level", "INFO");
        config.put("quarkus.log.console.level", "WARN");
        config.put("quarkus.log.file.enabled", "true");
        config.put("quarkus.log.file.level", "ALL");
        config.put("quarkus.log.file.path", LOG);
        config.put("quarkus.log.file.rotation.max-file-size", "1G");
        config.put("quarkus.log.file.json.enabled", "true");
        config.put(
                "quarkus.log.file.json.excluded-keys",
                "sequence,loggerClassName,processName,processId,hostName,threadName,threadId,ndc");
        // Log lines of polls without a result would be most of the log.
        config.put("creative.jobs.relay-interval", "2s");
        config.put("creative.webhooks.interval", "500ms");
        config.put("creative.observability.backlog-interval", "2s");
        config.put("creative.routes.interval", "5s");
        config.put("quarkus.otel.traces.sampler.arg", "0");
        config.put("creative.outbound.allow-private-addresses", "false");
        config.put("TOKEN_MARKED", TOKEN);
        config.put("APP_SECRET_MARKED", SECRET);
        config.put("creative.graph.app-secret-ref", "ENV:APP_SECRET_MARKED");
        return config;
    }
}

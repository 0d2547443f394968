package routes;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jdbc.JdbcConstants;

import java.util.List;

/**
 * One route a file of {@code db/queries}: {@code direct:sql-claim-next-job} runs {@code claim-next-job.sql}. The body
 * is the statement's parameters, a map; the answer is its row's only value, or null without a row, or a list of rows.
 * Each statement is one transaction and one
 * round trip: it commits by itself.
 */
public class StatementRoutes extends RouteBuilder {

    private static final List<String> ONE_ROW = List.of(
            "adopt-object",
            "cancel-job",
            "checkpoint-job",
            "claim-idempotency-key",
            "claim-next-job",
            "close-intent",
            "conclude-webhook-delivery",
            "count-backlog",
            "count-idempotency-keys",
            "count-unfinished-jobs",
            "disable-client",
            "finish-job",
            "insert-api-key",
            "insert-client",
            "insert-job",
            "keep-idempotent-answer",
            "note-lost-answer",
            "open-intent",
            "prove-lease",
            "redeliver-webhook",
            "release-idempotency-key",
            "release-job",
            "renew-intent",
            "retry-job",
            "revoke-api-key",
            "rotate-webhook-secret",
            "select-api-key",
            "select-client",
            "select-instagram-owner",
            "select-job",
            "select-token-state",
            "settle-intent",
            "take-scheduled-task",
            "update-client");

    private static final List<String> MANY_ROWS = List.of(
            "delete-finished-jobs",
            "delete-idempotency-keys",
            "delete-intents",
            "select-api-keys",
            "select-blobs-in-use",
            "select-clients",
            "select-events",
            "select-jobs",
            "select-keys-in-use",
            "select-surplus-objects",
            "select-webhook-deliveries",
            "select-webhook-secrets",
            "take-intents-to-check",
            "take-intents-to-settle",
            "take-wakeups-due",
            "take-webhook-deliveries");

    private static final List<String> NO_ROWS = List.of(
            "keep-task-state",
            "mark-woken",
            "note-api-key-used",
            "note-job-event",
            "note-token-accepted",
            "note-token-rejected",
            "renew-idempotency-keys",
            "renew-leases");

    @Override
    public void configure() {
        ONE_ROW.forEach(name -> statement(name, "SelectOne"));
        MANY_ROWS.forEach(name -> statement(name, "SelectList"));
        NO_ROWS.forEach(name -> statement(name, "SelectList"));
    }

    private void statement(String name, String outputType) {
        from("direct:sql-" + name)
                .routeId("sql-" + name)
                .errorHandler(noErrorHandler())
                .setHeader(JdbcConstants.JDBC_PARAMETERS, body())
                .setBody(constant("resource:classpath:db/queries/" + name + ".sql"))
                .to("jdbc:default?resetAutoCommit=false&useHeadersAsParameters=true&outputType=" + outputType)
                .removeHeaders("CamelJdbc*");
    }
}

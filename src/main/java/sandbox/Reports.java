package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Set;

/**
 * Insights that are computed in the background: {@code POST /…/insights} answers with a {@code report_run_id}, which is
 * read until {@code async_percent_completion} is 100. The status is "Job Completed" a little earlier, as Meta's is.
 */
final class Reports extends ObjectKind {
    private static final int RUNNING = 60;
    private static final int NEARLY_DONE = 98;
    private static final int DONE = 100;
    private static final Set<String> FIELDS = Rule.words("""
            account_id async_percent_completion async_status date_start date_stop id time_completed time_ref
            """);

    /** A report, and what it is about. */
    private static final class Report extends Entity {
        private final Params params;
        private final Entity subject;
        private final Instant done;

        private Report(
                ObjectKind kind,
                String id,
                String accountId,
                ObjectNode data,
                Instant now,
                Params params,
                Entity subject,
                Instant done) {
            super(kind, id, accountId, data, now);
            this.params = params;
            this.subject = subject;
            this.done = done;
        }
    }

    private final Store store;
    private final Settings settings;
    private final InsightsEdge insights;

    Reports(Store store, Settings settings, InsightsEdge insights) {
        this.store = store;
        this.settings = settings;
        this.insights = insights;
    }

    /** @param subject the object whose ads count, or null for the whole account */
    ObjectNode start(IncomingCall request, String accountId, Entity subject) {
        insights.check(request.params());
        InsightsPeriod period = InsightsPeriod.of(request.params(), store.now());
        ObjectNode data = Json.object()
                .put("date_start", period.since().toString())
                .put("date_stop", period.until().toString());
        Instant now = store.now();
        Report report = new Report(
                this,
                store.newId(),
                accountId,
                data,
                now,
                request.params(),
                subject,
                now.plusMillis(settings.insightsMs()));
        store.add(report);
        return Json.object().put("report_run_id", report.id());
    }

    /** {@code GET /{report_run_id}/insights}. */
    ObjectNode rows(IncomingCall request, Entity entity) {
        Report report = (Report) entity;
        if (store.now().isBefore(report.done)) {
            throw new Refusal(2601, "(#2601) Error accessing adreport job.").subcode(1815107);
        }
        return InsightsEdge.page(insights.rows(report.params, report.accountId(), report.subject), request);
    }

    @Override
    ObjectNode view(IncomingCall request, Entity entity) {
        Report report = (Report) entity;
        long left = report.done.toEpochMilli() - store.now().toEpochMilli();
        long half = settings.insightsMs() / 2;
        String status = left > half ? "Job Running" : "Job Completed";
        int percent = left > half ? RUNNING : left > 0 ? NEARLY_DONE : DONE;
        return report.toJson().put("async_status", status).put("async_percent_completion", percent);
    }

    @Override
    String edge() {
        return "insights";
    }

    @Override
    String nodeType() {
        return "AdReportRun";
    }

    @Override
    Set<String> fields() {
        return FIELDS;
    }

    @Override
    String defaultFields() {
        return String.join(",", FIELDS);
    }

    @Override
    ObjectNode create(IncomingCall request, String accountId) {
        return start(request, accountId, null);
    }

    @Override
    ObjectNode update(IncomingCall request, Entity entity) {
        throw Refusal.unknownObject("POST", entity.id());
    }

    @Override
    ObjectNode delete(IncomingCall request, Entity entity) {
        throw Refusal.unknownObject("DELETE", entity.id());
    }
}

package routes;

import static flow.Bodies.on;
import static flow.Bodies.run;
import static jobs.ClusterSchedule.deleteAll;

import blobs.BlobsConfig;
import blobs.LocalFiles;
import blobs.Sweeper;
import campaigns.BudgetChanges;
import extensions.RouteFiles;
import extensions.RouteFilesConfig;
import guardrails.AuditRepository;
import guardrails.GuardrailsConfig;
import idempotency.IdempotencyConfig;
import idempotency.IdempotencyKeys;
import intents.IntentTasks;
import io.quarkus.arc.Unremovable;
import jobs.ClusterSchedule;
import jobs.ClusterSchedule.Task;
import jobs.JobRepository;
import jobs.JobsConfig;
import observability.Backlog;
import observability.ObservabilityConfig;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import queue.StreamInfo;
import settings.Roles;

import java.time.Duration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Periodic tasks. Some run in each process; others, which delete expired rows and the remains of dead processes, run in
 * one worker at a time.
 */
@Singleton
@Unremovable
public class TaskRoutes extends RouteBuilder {

    private final Roles roles;
    private final LocalFiles localFiles;
    private final BlobsConfig blobsConfig;
    private final RouteFiles routeFiles;
    private final RouteFilesConfig routeFilesConfig;
    private final Backlog backlog;
    private final ObservabilityConfig observabilityConfig;
    private final ClusterSchedule schedule;
    private final Sweeper sweeper;
    private final JobRepository jobs;
    private final JobsConfig jobsConfig;
    private final IntentTasks intents;
    private final IdempotencyKeys keys;
    private final IdempotencyConfig keysConfig;
    private final BudgetChanges budgets;
    private final AuditRepository audit;
    private final GuardrailsConfig guardrailsConfig;

    @Inject
    @SuppressWarnings("java:S107") // one parameter per task
    public TaskRoutes(
            Roles roles,
            LocalFiles localFiles,
            BlobsConfig blobsConfig,
            RouteFiles routeFiles,
            RouteFilesConfig routeFilesConfig,
            Backlog backlog,
            ObservabilityConfig observabilityConfig,
            ClusterSchedule schedule,
            Sweeper sweeper,
            JobRepository jobs,
            JobsConfig jobsConfig,
            IntentTasks intents,
            IdempotencyKeys keys,
            IdempotencyConfig keysConfig,
            BudgetChanges budgets,
            AuditRepository audit,
            GuardrailsConfig guardrailsConfig) {
        this.roles = roles;
        this.localFiles = localFiles;
        this.blobsConfig = blobsConfig;
        this.routeFiles = routeFiles;
        this.routeFilesConfig = routeFilesConfig;
        this.backlog = backlog;
        this.observabilityConfig = observabilityConfig;
        this.schedule = schedule;
        this.sweeper = sweeper;
        this.jobs = jobs;
        this.jobsConfig = jobsConfig;
        this.intents = intents;
        this.keys = keys;
        this.keysConfig = keysConfig;
        this.budgets = budgets;
        this.audit = audit;
        this.guardrailsConfig = guardrailsConfig;
    }

    @Override
    public void configure() {
        // Each process cleans its own upload directory.
        periodic("sweep-local-files", blobsConfig.sweepInterval(), 1000).process(run(localFiles::sweep));
        if (roles.needsDatabase()) {
            periodic("scan-route-files", routeFilesConfig.interval(), 0).process(run(routeFiles::scan));
            periodic("count-jobs", observabilityConfig.backlogInterval(), 0)
                    .process(run(() -> backlog.counted(jobs.countBacklog(Backlog.MOST_COUNTED))));
            periodic("count-wakeups", observabilityConfig.backlogInterval(), 0)
                    .to("{{creative.queue.info}}")
                    .process(on(StreamInfo.class, backlog::queued));
        }
        once(Sweeper.TASK, blobsConfig.sweepInterval(), state -> {
            schedule.leave(Sweeper.TASK, sweeper.sweep(state, jobs::needingBlobs));
            // Last, since not every S3-compatible store can list them.
            sweeper.sweepUnfinished();
        });
        once(
                "delete-finished-jobs",
                jobsConfig.retentionInterval(),
                deleteAll(() -> jobs.deleteFinished(jobsConfig.retention())));
        once("delete-idempotency-keys", keysConfig.idempotencyRetentionInterval(), deleteAll(keys::deleteSome));
        once("delete-budget-changes", keysConfig.idempotencyRetentionInterval(), deleteAll(budgets::deleteSome));
        once(
                "delete-audit",
                guardrailsConfig.retentionInterval(),
                deleteAll(() -> audit.deleteSome(guardrailsConfig.auditRetention())));
        once("delete-intents", jobsConfig.retentionInterval(), deleteAll(intents::deleteSome));
    }

    /** A task that runs in each process. */
    private RouteDefinition periodic(String task, Duration period, long delayMillis) {
        return from("timer:" + task + "?delay=" + delayMillis + "&period=" + period.toMillis())
                .routeId(task)
                .routeConfigurationId("task");
    }

    /** A task that runs once per interval over all workers. */
    private void once(String name, Duration interval, Task task) {
        periodic(name, Duration.ofMillis(ClusterSchedule.pollMillis(interval)), 1000)
                .precondition("{{role.worker}}")
                .process(run(() -> schedule.run(name, interval, task)));
    }
}

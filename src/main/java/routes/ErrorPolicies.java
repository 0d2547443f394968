package routes;

import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.when;

import calls.ApiCall;
import graph.GraphException;
import http.FailureProblems;
import http.Replies;
import io.quarkus.arc.Unremovable;
import jobs.FailureDisposition;
import jobs.JobInsert;
import jobs.JobRun;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteConfigurationBuilder;

import java.sql.SQLException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** How each kind of failure is handled, for all flows. A route names its configuration. */
@Singleton
@Unremovable
public class ErrorPolicies extends RouteConfigurationBuilder {

    private final FailureDisposition dispositions;
    private final FailureProblems problems;
    private final JobInsert inserts;
    private final Replies replies;

    @Inject
    public ErrorPolicies(
            FailureDisposition dispositions, FailureProblems problems, JobInsert inserts, Replies replies) {
        this.dispositions = dispositions;
        this.problems = problems;
        this.inserts = inserts;
        this.replies = replies;
    }

    @Override
    public void configuration() {
        api();
        intake();
        graph();
        jobs();
        worker();
        tasks();
    }

    /** A caller waits: every failure is answered with a problem. */
    private void api() {
        routeConfiguration("api")
                .onException(Throwable.class)
                .handled(true)
                .logExhausted(false)
                .process(replies::refuse);
    }

    /**
     * The blobs of a rejected job are deleted. After a database failure the job may have been accepted: then its blobs
     * stay, and belong to its row or are left to the sweeper.
     */
    private void intake() {
        var policy = routeConfiguration("intake");
        policy.onException(SQLException.class).handled(true).logExhausted(false).process(replies::refuse);
        policy.onException(Throwable.class)
                .handled(true)
                .logExhausted(false)
                .process(on(ApiCall.class, inserts::abandon))
                .process(replies::refuse);
    }

    /**
     * Calls to Meta: transient failures are redelivered with exponential back-off and jitter. Two are not, because a
     * retry would fail in the same way: an upload that Meta continues at another offset, and a request at which Meta
     * fails while it answers others.
     */
    private void graph() {
        var graph = routeConfiguration("graph");
        graph.onException(GraphException.Transient.class).handled(false).redeliveryPolicyRef("graphRedelivery");
        // Without a number of its own, it would use the remaining attempts of the call's first failure.
        graph.onException(GraphException.UploadMoved.class, GraphException.Unserved.class, Throwable.class)
                .handled(false)
                .maximumRedeliveries(0)
                .logExhausted(false);
    }

    /** Jobs: {@link FailureDisposition} decides by the kind of failure how the worker leaves its job. */
    private void jobs() {
        routeConfiguration("jobs")
                .onException(Throwable.class)
                .handled(true)
                .logExhausted(false)
                .process(caught(JobRun.class, (run, failure) -> dispositions.end(run, failure, problems::json)))
                .choice()
                .when(when(JobRun.class, JobRun::isReleased))
                .to("direct:release-job")
                .when(when(JobRun.class, JobRun::isFinished))
                .to("direct:finish-job");
    }

    /**
     * A worker that could not even release its job, or claim one: the expired lease, or the unacknowledged entry,
     * brings it back.
     */
    private void worker() {
        routeConfiguration("worker")
                .onException(Throwable.class)
                .handled(true)
                .logExhausted(false)
                .log(LoggingLevel.WARN, "The worker cannot continue a job: ${exception.message}");
    }

    /** Periodic tasks: a failure is logged once per run, without a stack trace. */
    private void tasks() {
        routeConfiguration("task")
                .onException(Throwable.class)
                .handled(true)
                .logExhausted(false)
                .log(LoggingLevel.WARN, "${routeId} failed and will be retried: ${exception.message}");
    }
}

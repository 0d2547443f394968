package routes;

import blobs.BlobStore;
import blobs.S3Failures;
import failures.Rejected;
import graph.BreakerOpenException;
import graph.GraphException;
import graph.NoSlotException;
import graph.UnsettledException;
import http.FailureProblems;
import jobs.CancelledException;
import jobs.DatabaseFailures;
import jobs.JobEnd;
import jobs.JobFailedException;
import jobs.LeaseLostException;
import jobs.ShutdownException;
import jobs.WaitException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.OnExceptionDefinition;
import outbound.ForbiddenAddressException;
import software.amazon.awssdk.core.exception.SdkException;

import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;

/** What becomes of each kind of failure, for all flows. A route names the configuration that holds for it. */
public class ErrorPolicies extends RouteConfigurationBuilder {

    @Override
    public void configuration() {
        api();
        intake();
        graph();
        jobs();
        worker();
        duties();
    }

    /** A caller waits: every failure is answered with a problem. */
    private void api() {
        routeConfiguration("api")
                .onException(Throwable.class)
                .handled(true)
                .logExhausted(false)
                .to("direct:refuse");
    }

    /**
     * A job that was not accepted leaves nothing behind. Where the database failed it may have been accepted all the
     * same: then its blobs stay, and belong to its row or to the sweeper.
     */
    private void intake() {
        var intake = routeConfiguration("intake");
        intake.onException(SQLException.class).handled(true).logExhausted(false).to("direct:refuse");
        intake.onException(Throwable.class)
                .handled(true)
                .logExhausted(false)
                .filter(variable("videoBlob").isNotNull())
                .bean(BlobStore.class, "deleteJob")
                .end()
                .to("direct:refuse");
    }

    /**
     * Calls to Meta: what is transient is sent again, after a growing wait with jitter; but an upload that Meta wants to
     * go on elsewhere, or a request that Meta alone of all does not serve, would fail the same way again.
     */
    private void graph() {
        var graph = routeConfiguration("graph");
        graph.onException(GraphException.Transient.class).handled(false).redeliveryPolicyRef("graphRedelivery");
        // Without a number of its own it would go on with what is left of the policy of the call's first failure.
        graph.onException(GraphException.UploadMoved.class, GraphException.Unserved.class, Throwable.class)
                .handled(false)
                .maximumRedeliveries(0)
                .logExhausted(false);
    }

    /** Jobs: each kind of failure decides how the holder parts from its job. */
    private void jobs() {
        var jobs = routeConfiguration("jobs");
        release(jobs.onException(WaitException.class), "parked");
        release(jobs.onException(GraphException.Throttled.class), "throttled");
        release(jobs.onException(BreakerOpenException.class), "metaDown");
        release(jobs.onException(UnsettledException.class), "unsettled");
        release(jobs.onException(NoSlotException.class), "briefly");
        // Camel looks at causes too, and prefers the innermost of two that are as near to their classes: an IOException
        // inside is as near to Throwable as its wrapper to SdkException. So these two look at every failure.
        release(
                jobs.onException(SQLException.class, Throwable.class)
                        .onWhen(method(DatabaseFailures.class, "isAway"))
                        .log(LoggingLevel.WARN, "The database fails job ${variable.job.jobId}: ${exception.message}"),
                "databaseAway");
        release(
                jobs.onException(SdkException.class, Throwable.class)
                        .onWhen(method(S3Failures.class, "isAway"))
                        .log(LoggingLevel.WARN, "The blob store fails job ${variable.job.jobId}: ${exception.message}"),
                "blobsAway");
        release(jobs.onException(ShutdownException.class, RejectedExecutionException.class), "handedBack");
        jobs.onException(LeaseLostException.class)
                .handled(true)
                .logExhausted(false)
                .log("Job ${variable.job.jobId}: ${exception.message}");
        jobs.onException(CancelledException.class)
                .handled(true)
                .logExhausted(false)
                .setVariable("finish", method(JobEnd.class, "cancellation"))
                .to("direct:finish-job");
        jobs.onException(
                        GraphException.Invalid.class,
                        GraphException.TokenRejected.class,
                        JobFailedException.class,
                        Rejected.class,
                        ForbiddenAddressException.class)
                .handled(true)
                .logExhausted(false)
                .setVariable("error", method(FailureProblems.class, "json"))
                .setVariable("finish", method(JobEnd.class, "failure"))
                .to("direct:finish-job");
        jobs.onException(Throwable.class)
                .handled(true)
                .logExhausted(false)
                .setVariable("error", method(FailureProblems.class, "json"))
                .choice()
                .when(method(JobEnd.class, "hasAttemptsLeft"))
                .setVariable("release", method(JobEnd.class, "nextAttempt"))
                .to("direct:release-job")
                .otherwise()
                .setVariable("finish", method(JobEnd.class, "failure"))
                .to("direct:finish-job")
                .end();
    }

    /** The job is let go of as a method of {@link JobEnd} says. */
    private void release(OnExceptionDefinition failures, String how) {
        failures.handled(true)
                .logExhausted(false)
                .setVariable("release", method(JobEnd.class, how))
                .to("direct:release-job");
    }

    /**
     * A worker that could not even part from its job, or claim one: the lease that runs out, or the entry that is not
     * acknowledged, brings it back.
     */
    private void worker() {
        routeConfiguration("worker")
                .onException(Throwable.class)
                .handled(true)
                .logExhausted(false)
                .log(LoggingLevel.WARN, "The worker cannot go on with a job: ${exception.message}");
    }

    /** Duties that come round again: a failure is said once a time, without a stack trace. */
    private void duties() {
        routeConfiguration("duty")
                .onException(Throwable.class)
                .handled(true)
                .logExhausted(false)
                .log(LoggingLevel.WARN, "${routeId} failed and will be tried again: ${exception.message}");
    }
}

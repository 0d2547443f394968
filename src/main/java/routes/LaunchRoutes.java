package routes;

import static flow.Bodies.answered;
import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.parameters;
import static flow.Bodies.to;
import static flow.Bodies.when;

import calls.ApiCall;
import calls.CallClients;
import database.Database;
import failures.Failure;
import failures.Rejected;
import http.Replies;
import io.quarkus.arc.Unremovable;
import jobs.JobCalls;
import jobs.JobInsert;
import jobs.JobItems;
import jobs.JobRun;
import jobs.WakeUps;
import launches.LaunchCalls;
import launches.LaunchCheck;
import launches.LaunchSteps;
import launches.ObjectCalls;
import observability.Traces;
import org.apache.camel.builder.RouteBuilder;
import webhooks.Callbacks;

import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Launches: a tree of media, campaign, ad sets, creatives and ads becomes one job, and each object an item of it. The
 * rows of the job and its items are committed together; then workers process the items like jobs. Undoing and
 * activating a launch are jobs of the same form.
 */
@Singleton
@Unremovable
public class LaunchRoutes extends RouteBuilder {

    private final CallClients clients;
    private final LaunchCalls launches;
    private final LaunchCheck check;
    private final ObjectCalls objects;
    private final JobCalls jobs;
    private final JobInsert inserts;
    private final Callbacks callbacks;
    private final Traces traces;
    private final Replies replies;

    @Inject
    public LaunchRoutes(
            CallClients clients,
            LaunchCalls launches,
            LaunchCheck check,
            ObjectCalls objects,
            JobCalls jobs,
            JobInsert inserts,
            Callbacks callbacks,
            Traces traces,
            Replies replies) {
        this.clients = clients;
        this.launches = launches;
        this.check = check;
        this.objects = objects;
        this.jobs = jobs;
        this.inserts = inserts;
        this.callbacks = callbacks;
        this.traces = traces;
        this.replies = replies;
    }

    @Override
    public void configure() {
        from("direct:createLaunch")
                .routeId("createLaunch")
                .routeConfigurationId("intake")
                .process(on(ApiCall.class, clients::find))
                .process(on(ApiCall.class, call -> callbacks.check(call.body())))
                .process(on(ApiCall.class, launches::begin))
                .filter(when(ApiCall.class, launches::namesCurrencies))
                .to("direct:read-account")
                .process(on(ApiCall.class, launches::checkCurrencies))
                .end()
                .choice()
                .when(when(ApiCall.class, ApiCall::isDryRun))
                .to("direct:check-launch")
                .when(when(ApiCall.class, ApiCall::isUnanswered))
                .process(on(ApiCall.class, launches::accept))
                .to("direct:insert-items")
                .end()
                .process(replies);

        from("direct:check-launch")
                .routeId("check-launch")
                .errorHandler(noErrorHandler())
                .process(on(ApiCall.class, check::begin))
                .loopDoWhile(when(ApiCall.class, check::hasQuestions))
                .doTry()
                .process(on(ApiCall.class, check::ask))
                .to("direct:graph")
                .process(on(ApiCall.class, check::accepted))
                .doCatch(Failure.class)
                .process(caught(ApiCall.class, check::failed))
                .end()
                .end()
                .process(on(ApiCall.class, check::answer));

        onObjects("undoLaunch", objects::undo);
        onObjects("activateLaunch", objects::activate);

        from("direct:listJobItems")
                .routeId("listJobItems")
                .routeConfigurationId("api")
                .process(on(ApiCall.class, jobs::listItems))
                .process(replies);

        from("direct:insert-items")
                .routeId("insert-items")
                .errorHandler(noErrorHandler())
                .process(parameters(ApiCall.class, call -> traces.keep(inserts.row(call))))
                .setBody(constant("resource:classpath:db/queries/insert-job.sql"))
                .to(Database.ENDPOINT)
                .process(answered(ApiCall.class, inserts::accepted))
                // If the wake-up is lost, the relay finds the job.
                .doTry()
                .process(to(ApiCall.class, JobInsert::jobId))
                .to("{{creative.queue.wake-later}}")
                .doCatch(Exception.class)
                .process(caught(UUID.class, WakeUps::leftToRelay))
                .end();

        from(LaunchSteps.LOOK)
                .routeId("look-at-launch")
                .errorHandler(noErrorHandler())
                .doTry()
                .process(on(JobRun.class, JobItems::look))
                .doCatch(Rejected.class)
                .process(caught(JobRun.class, objects::undoFailed))
                .end();

        from(JobItems.LOOK)
                .routeId("look-at-items")
                .errorHandler(noErrorHandler())
                .process(on(JobRun.class, JobItems::look));
    }

    private void onObjects(String operation, flow.Bodies.Step<ApiCall> begin) {
        from("direct:" + operation)
                .routeId(operation)
                .routeConfigurationId("intake")
                .process(on(ApiCall.class, begin))
                .filter(when(ApiCall.class, ApiCall::isUnanswered))
                .to("direct:insert-items")
                .end()
                .process(replies);
    }
}

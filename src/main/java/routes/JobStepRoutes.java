package routes;

import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.when;

import failures.Failure;
import io.quarkus.arc.All;
import io.quarkus.arc.Unremovable;
import jobs.JobBlobs;
import jobs.JobRun;
import jobs.JobStep;
import jobs.JobType;
import observability.JobMeasurement;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.TryDefinition;

import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The steps of each type of job. A step that is not finished in the checkpoint asks Meta or the service, and records
 * each result, so that a worker that takes the job over resumes there.
 */
@Singleton
@Unremovable
public class JobStepRoutes extends RouteBuilder {

    private final List<JobType> types;
    private final JobBlobs blobs;

    @Inject
    public JobStepRoutes(@All List<JobType> types, JobBlobs blobs) {
        this.types = types;
        this.blobs = blobs;
    }

    @Override
    public void configure() {
        types.forEach(this::job);
    }

    private void job(JobType type) {
        from("direct:" + type.routeId())
                .routeId(type.routeId())
                .errorHandler(noErrorHandler())
                .to(type.steps().stream()
                        .map(step -> "direct:" + type.routeId(step))
                        .toArray(String[]::new))
                .to("direct:finish-job")
                .process(on(JobRun.class, blobs::delete));

        type.steps().forEach(step -> step(type.routeId(step), step));
    }

    /** Creates the route of a step. A rejected request may lead to another result of the step, or end the run. */
    private void step(String routeId, JobStep step) {
        LoopDefinition loop = from("direct:" + routeId)
                .routeId(routeId)
                .routeDescription(step.title())
                .routeGroup(JobMeasurement.JOB_STEPS)
                .errorHandler(noErrorHandler())
                .filter(when(JobRun.class, step::isAhead))
                .process(on(JobRun.class, step::begin))
                .to("direct:checkpoint")
                .loopDoWhile(when(JobRun.class, step::isAhead));
        if (step.preparation() != null) {
            loop.filter(when(JobRun.class, step.unprepared())).to(step.preparation());
        }
        TryDefinition attempt = loop.doTry().process(on(JobRun.class, step.ask()));
        // Some steps have nothing to ask, for some jobs.
        attempt.filter(when(JobRun.class, JobRun::isAsking))
                .to(step.endpoint())
                .process(on(JobRun.class, step.answered()));
        attempt.doCatch(Failure.class)
                .process(caught(JobRun.class, step.refused()))
                .doFinally()
                .process(on(JobRun.class, blobs::close))
                .end()
                .to("direct:checkpoint");
    }
}

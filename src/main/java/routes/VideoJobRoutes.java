package routes;

import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.received;
import static flow.Bodies.to;
import static flow.Bodies.when;

import failures.Failure;
import graph.Pictures;
import io.quarkus.arc.Unremovable;
import jobs.JobRun;
import jobs.JobStep;
import jobs.JobType;
import jobs.VideoSteps;
import observability.JobMeasurement;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.model.LoopDefinition;

import java.io.IOException;
import java.io.InputStream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * A video job, step by step. Each step that the checkpoint does not call done asks Meta for one thing after another and
 * writes down what came of it, so that the worker that takes the job over resumes there.
 */
@Singleton
@Unremovable
public class VideoJobRoutes extends RouteBuilder {

    private final VideoSteps video;
    private final Pictures pictures;

    @Inject
    public VideoJobRoutes(VideoSteps video, Pictures pictures) {
        this.video = video;
        this.pictures = pictures;
    }

    @Override
    public void configure() {
        JobType type = video.type();
        from("direct:job-" + type.name())
                .routeId("job-" + type.name())
                .errorHandler(noErrorHandler())
                .to(type.steps().stream()
                        .map(step -> "direct:" + step.routeId())
                        .toArray(String[]::new))
                .to("direct:finish-job")
                .process(on(JobRun.class, video::deleteBlobs));

        type.steps().forEach(this::step);

        // Only now that the video is ready: what Meta shows before is a placeholder that would stay for good.
        from(VideoSteps.ADOPT_FRAME)
                .routeId("adopt-frame")
                .errorHandler(noErrorHandler())
                .process(on(JobRun.class, video::readFrames))
                .to("direct:graph")
                .process(to(JobRun.class, video::frameAddress))
                .process(pictures::write)
                .doTry()
                .to("{{creative.graph.picture-endpoint}}")
                .doCatch(IOException.class, HttpOperationFailedException.class)
                .process(pictures::failed)
                .end()
                .process(received(JobRun.class, InputStream.class, video::saveFrame))
                .doTry()
                .process(to(JobRun.class, JobRun::frame))
                .to("direct:store-blob")
                .doFinally()
                .process(on(JobRun.class, video::forgetFrame))
                .end();
    }

    /** One route a step. What its request is refused for may show another way to its end, or ends the run. */
    private void step(JobStep step) {
        LoopDefinition loop = from("direct:" + step.routeId())
                .routeId(step.routeId())
                .routeGroup(JobMeasurement.JOB_STEPS)
                .errorHandler(noErrorHandler())
                .filter(when(JobRun.class, step::isAhead))
                .process(on(JobRun.class, step::begin))
                .to("direct:checkpoint")
                .loopDoWhile(when(JobRun.class, step::isAhead));
        if (step.preparation() != null) {
            loop.filter(when(JobRun.class, step.unprepared())).to(step.preparation());
        }
        loop.doTry()
                .process(on(JobRun.class, step.ask()))
                .to(step.door())
                .process(on(JobRun.class, step.answered()))
                .doCatch(Failure.class)
                .process(caught(JobRun.class, step.refused()))
                .doFinally()
                .process(on(JobRun.class, video::close))
                .end()
                .to("direct:checkpoint");
    }
}

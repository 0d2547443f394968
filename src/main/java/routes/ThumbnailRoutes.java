package routes;

import static flow.Bodies.on;
import static flow.Bodies.received;
import static flow.Bodies.to;

import graph.Pictures;
import io.quarkus.arc.Unremovable;
import jobs.JobRun;
import media.VideoUpload;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;

import java.io.IOException;
import java.io.InputStream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Fetches the frame that Meta prefers as a video's thumbnail, and stores it as a blob of the job. */
@Singleton
@Unremovable
public class ThumbnailRoutes extends RouteBuilder {

    private final VideoUpload video;
    private final Pictures pictures;

    @Inject
    public ThumbnailRoutes(VideoUpload video, Pictures pictures) {
        this.video = video;
        this.pictures = pictures;
    }

    @Override
    public void configure() {
        // Only after the video is ready: before, Meta returns a placeholder, which the creative would keep.
        from(VideoUpload.ADOPT_FRAME)
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
}

package routes;

import static org.apache.camel.builder.PredicateBuilder.not;

import blobs.BlobNames;
import blobs.BlobStore;
import blobs.LocalFiles;
import graph.GraphException;
import graph.GraphFailures;
import graph.Videos;
import jobs.JobEnd;
import jobs.VideoCreative;
import jobs.VideoSteps;
import media.MediaTypes;
import observability.MeasuredRoutes;
import org.apache.camel.builder.RouteBuilder;

/**
 * A video job, step by step. Each step that the checkpoint does not call done asks Meta for one thing and writes down
 * what came of it, so that whoever takes the job over goes on where it was.
 */
public class VideoJobRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:job-video_creative")
                .routeId("job-video_creative")
                .errorHandler(noErrorHandler())
                .to("direct:upload-video")
                .to("direct:await-processing")
                .to("direct:upload-thumbnail")
                .to("direct:create-creative")
                .to("direct:verify-creative")
                .setVariable("finish", method(JobEnd.class, "success"))
                .to("direct:finish-job")
                .setVariable("jobId", simple("${variable.job.jobId}"))
                .bean(BlobStore.class, "deleteJob");

        from("direct:upload-video")
                .routeId("upload-video")
                .routeGroup(MeasuredRoutes.JOB_STEPS)
                .errorHandler(noErrorHandler())
                .setVariable("step", constant(VideoCreative.UPLOAD_VIDEO))
                .filter(method(VideoCreative.class, "isAhead"))
                .to("direct:begin-step")
                .setVariable("blob", simple("${variable.job.blobVideoPath}"))
                .bean(BlobStore.class, "check")
                // Until Meta has confirmed the end of the upload, which is the end of the step.
                .loopDoWhile(method(VideoCreative.class, "isAhead"))
                .choice()
                .when(method(VideoSteps.class, "isStalled"))
                .to("direct:give-up-session")
                .when(method(VideoSteps.class, "needsSession"))
                .to("direct:start-upload")
                .when(method(VideoSteps.class, "hasWindow"))
                .to("direct:upload-window")
                .otherwise()
                .to("direct:finish-upload");

        // What failed is written down first: a process that dies here leaves an upload that starts again.
        from("direct:give-up-session")
                .routeId("give-up-session")
                .errorHandler(noErrorHandler())
                .setVariable("progress", method(VideoSteps.class, "stalled"))
                .to("direct:checkpoint")
                .bean(VideoSteps.class, "failStalled");

        from("direct:start-upload")
                .routeId("start-upload")
                .errorHandler(noErrorHandler())
                .setVariable("graphRequest", method(VideoSteps.class, "start"))
                .to("direct:graph")
                .setVariable("progress", method(VideoSteps.class, "started"))
                .to("direct:checkpoint");

        from("direct:upload-window")
                .routeId("upload-window")
                .errorHandler(noErrorHandler())
                .setVariable("windowOffset", method(VideoSteps.class, "windowOffset"))
                .setVariable("windowLength", method(VideoSteps.class, "windowLength"))
                .setVariable("window", method(BlobStore.class, "openWindow"))
                .setVariable("windowFile", simple("${variable.window.file}"))
                .setVariable("windowFileOffset", simple("${variable.window.offset}"))
                .setVariable("graphRequest", method(VideoSteps.class, "transfer"))
                .doTry()
                .to("direct:graph")
                .setVariable("progress", method(VideoSteps.class, "transferred"))
                .to("direct:checkpoint")
                .doCatch(GraphException.UploadMoved.class)
                .setVariable("progress", method(VideoSteps.class, "moved"))
                .to("direct:checkpoint")
                .doCatch(GraphException.NoSuchObject.class)
                .to("direct:start-upload-anew")
                .doFinally()
                .bean(BlobStore.class, "release")
                .end();

        // A finish that was lost, or that Meta refuses because it is done, is decided by reading the video.
        from("direct:finish-upload")
                .routeId("finish-upload")
                .errorHandler(noErrorHandler())
                .setVariable("graphRequest", method(VideoSteps.class, "finish"))
                .doTry()
                .to("direct:graph")
                .to("direct:upload-finished")
                .doCatch(GraphException.UploadMoved.class)
                .setVariable("progress", method(VideoSteps.class, "moved"))
                .to("direct:checkpoint")
                .doCatch(GraphException.NoSuchObject.class)
                .to("direct:check-upload")
                .end();

        from("direct:check-upload")
                .routeId("check-upload")
                .errorHandler(noErrorHandler())
                .to("direct:read-video")
                .choice()
                .when(method(VideoSteps.class, "isUploaded"))
                .to("direct:upload-finished")
                .otherwise()
                .to("direct:start-upload-anew");

        from("direct:start-upload-anew")
                .routeId("start-upload-anew")
                .errorHandler(noErrorHandler())
                .filter(not(method(VideoSteps.class, "mayStartAnew")))
                .bean(GraphFailures.class, "raiseCaught")
                .end()
                .to("direct:start-upload");

        from("direct:upload-finished")
                .routeId("upload-finished")
                .errorHandler(noErrorHandler())
                .setVariable("progress", method(VideoSteps.class, "uploaded"))
                .to("direct:checkpoint");

        from("direct:await-processing")
                .routeId("await-processing")
                .routeGroup(MeasuredRoutes.JOB_STEPS)
                .errorHandler(noErrorHandler())
                .setVariable("step", constant(VideoCreative.AWAIT_PROCESSING))
                .filter(method(VideoCreative.class, "isAhead"))
                .to("direct:begin-step")
                .to("direct:read-video")
                .choice()
                .when(method(VideoSteps.class, "isLost"))
                .setVariable("earlierVideo", method(VideoSteps.class, "isOfEarlierTry"))
                .setVariable("progress", method(VideoSteps.class, "lost"))
                .to("direct:checkpoint")
                .bean(VideoSteps.class, "failLost")
                .otherwise()
                .setVariable("progress", method(VideoSteps.class, "processed"))
                .to("direct:checkpoint");

        from("direct:read-video")
                .routeId("read-video")
                .errorHandler(noErrorHandler())
                .setVariable("graphRequest", method(VideoSteps.class, "readStatus"))
                .doTry()
                .to("direct:graph")
                .setVariable("videoStatus", method(Videos.class, "status"))
                .doCatch(GraphException.NoSuchObject.class)
                .setVariable("videoStatus", method(Videos.class, "gone"))
                .end();

        from("direct:upload-thumbnail")
                .routeId("upload-thumbnail")
                .routeGroup(MeasuredRoutes.JOB_STEPS)
                .errorHandler(noErrorHandler())
                .setVariable("step", constant(VideoCreative.UPLOAD_THUMBNAIL))
                .filter(method(VideoCreative.class, "isAhead"))
                .to("direct:begin-step")
                .choice()
                .when(method(VideoSteps.class, "hasThumbnail"))
                .setVariable("blob", simple("${variable.job.blobThumbPath}"))
                .otherwise()
                .to("direct:adopt-frame")
                .end()
                .setVariable("window", method(BlobStore.class, "open"))
                .setVariable("thumbnailFile", simple("${variable.window.file}"))
                .doTry()
                .setVariable("thumbnailType", method(MediaTypes.class, "thumbnail"))
                .setVariable("graphRequest", method(VideoSteps.class, "uploadThumbnail"))
                .to("direct:graph")
                .doFinally()
                .bean(BlobStore.class, "release")
                .end()
                .setVariable("progress", method(VideoSteps.class, "thumbnailUploaded"))
                .to("direct:checkpoint");

        // Only now that the video is ready: what Meta shows before is a placeholder that would stay for good.
        from("direct:adopt-frame")
                .routeId("adopt-frame")
                .errorHandler(noErrorHandler())
                .setVariable("graphRequest", method(VideoSteps.class, "readThumbnails"))
                .to("direct:graph")
                .setVariable("pictureUri", method(Videos.class, "preferredFrame"))
                .to("direct:fetch-picture")
                .setVariable("jobId", simple("${variable.job.jobId}"))
                .setVariable("blob", method(BlobNames.class, "frame"))
                .setVariable("upload", method(LocalFiles.class, "save"))
                .doTry()
                .to("direct:store-blob")
                .doFinally()
                .bean(LocalFiles.class, "delete")
                .end();

        from("direct:create-creative")
                .routeId("create-creative")
                .routeGroup(MeasuredRoutes.JOB_STEPS)
                .errorHandler(noErrorHandler())
                .setVariable("step", constant(VideoCreative.CREATE_CREATIVE))
                .filter(method(VideoCreative.class, "isAhead"))
                .to("direct:begin-step")
                .setVariable("creation", method(VideoSteps.class, "creative"))
                .to("direct:create")
                .setVariable("progress", method(VideoSteps.class, "created"))
                .to("direct:checkpoint");

        from("direct:verify-creative")
                .routeId("verify-creative")
                .routeGroup(MeasuredRoutes.JOB_STEPS)
                .errorHandler(noErrorHandler())
                .setVariable("step", constant(VideoCreative.VERIFY_CREATIVE))
                .filter(method(VideoCreative.class, "isAhead"))
                .to("direct:begin-step")
                .setVariable("creation", method(VideoSteps.class, "creative"))
                .setVariable("graphRequest", method(VideoSteps.class, "readBack"))
                .to("direct:verify")
                .setVariable("progress", method(VideoSteps.class, "verified"))
                .to("direct:checkpoint");
    }
}

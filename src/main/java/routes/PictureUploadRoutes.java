package routes;

import static flow.Bodies.on;
import static flow.Bodies.when;

import calls.ApiCall;
import io.quarkus.arc.Unremovable;
import media.PictureUpload;
import org.apache.camel.builder.RouteBuilder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Brings a picture to Meta while the caller waits; one that Meta has is not sent again. */
@Singleton
@Unremovable
public class PictureUploadRoutes extends RouteBuilder {

    private final PictureUpload pictures;

    @Inject
    public PictureUploadRoutes(PictureUpload pictures) {
        this.pictures = pictures;
    }

    @Override
    public void configure() {
        from("direct:upload-picture")
                .routeId("upload-picture")
                .errorHandler(noErrorHandler())
                .filter(when(ApiCall.class, PictureUpload::isRemembered))
                .process(on(ApiCall.class, pictures::look))
                .to("direct:graph")
                .process(on(ApiCall.class, pictures::looked))
                .end()
                .filter(when(ApiCall.class, PictureUpload::isMissing))
                .process(on(ApiCall.class, pictures::send))
                .to("direct:graph")
                .process(on(ApiCall.class, pictures::sent))
                .end()
                .process(on(ApiCall.class, pictures::keep));
    }
}

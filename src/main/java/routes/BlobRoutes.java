package routes;

import blobs.BlobStore;
import blobs.NewBlob;
import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Stores a file as a blob: the body is a {@link NewBlob}. The endpoint determines where blobs are. */
@Singleton
@Unremovable
public class BlobRoutes extends RouteBuilder {

    private final BlobStore blobs;

    @Inject
    public BlobRoutes(BlobStore blobs) {
        this.blobs = blobs;
    }

    @Override
    public void configure() {
        from("direct:store-blob")
                .routeId("store-blob")
                .errorHandler(noErrorHandler())
                .process(NewBlob::write)
                .to("{{creative.blobs.endpoint}}")
                .process(blobs::flush);
    }
}

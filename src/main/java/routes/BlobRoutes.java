package routes;

import blobs.BlobStore;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;

/**
 * Makes a file a blob. Two kinds of endpoint understand the message: with the file's path in its header, as a text, the
 * file component renames instead of copying; the S3 component sends it, in parts if it is large.
 */
public class BlobRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:store-blob")
                .routeId("store-blob")
                .errorHandler(noErrorHandler())
                .removeHeaders("*")
                .setBody(simple("${variable.upload.toFile()}"))
                .setHeader(Exchange.FILE_LOCAL_WORK_PATH, simple("${variable.upload.toString()}"))
                .setHeader(Exchange.FILE_NAME, variable("blob"))
                .setHeader(AWS2S3Constants.KEY, variable("blob"))
                .to("{{creative.blobs.endpoint}}")
                .bean(BlobStore.class, "flush");
    }
}

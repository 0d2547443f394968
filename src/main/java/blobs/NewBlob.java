package blobs;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;

import java.nio.file.Path;

/**
 * A file that is to become a blob.
 *
 * @param name the blob's, see {@link BlobNames}
 * @param file it may be moved away
 */
public record NewBlob(String name, Path file) {

    /**
     * Writes the message of which an endpoint makes the blob. Two kinds understand it: with the file's path in its header,
     * as a text, the file component renames instead of copying; the S3 component sends it, in parts if it is large.
     */
    public static void write(Exchange exchange) {
        Message message = exchange.getMessage();
        NewBlob blob = message.getBody(NewBlob.class);
        message.removeHeaders("*");
        message.setBody(blob.file().toFile());
        message.setHeader(Exchange.FILE_LOCAL_WORK_PATH, blob.file().toString());
        message.setHeader(Exchange.FILE_NAME, blob.name());
        message.setHeader(AWS2S3Constants.KEY, blob.name());
    }
}

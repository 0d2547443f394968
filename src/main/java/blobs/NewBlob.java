package blobs;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;

import java.nio.file.Path;

/**
 * A file to be stored as a blob.
 *
 * @param name the blob's name, see {@link BlobNames}
 * @param file it may be moved
 */
public record NewBlob(String name, Path file) {

    /**
     * Writes the message from which an endpoint stores the blob. Two components support it: the file component renames
     * the file, given its path as text in the header, and the S3 component uploads it, in parts if it is large.
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

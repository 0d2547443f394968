package graph;

import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.core5.http.ContentType;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.StandardOpenOption;

/** A part whose bytes are a window of a file, read while they are sent. */
class FileWindowBody extends AbstractContentBody {

    private static final long COPY_STEP = 64 * 1024L;

    private final GraphRequest.Attachment window;

    FileWindowBody(GraphRequest.Attachment window) {
        super(ContentType.parse(window.contentType()));
        this.window = window;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        WritableByteChannel sink = Channels.newChannel(out);
        try (FileChannel file = FileChannel.open(window.file(), StandardOpenOption.READ)) {
            long position = window.offset();
            long end = window.offset() + window.length();
            while (position < end) {
                long copied = file.transferTo(position, Math.min(COPY_STEP, end - position), sink);
                if (copied <= 0) {
                    throw new EOFException(window.file() + " ends before byte " + end);
                }
                position += copied;
            }
        }
    }

    @Override
    public String getFilename() {
        return window.fileName();
    }

    @Override
    public long getContentLength() {
        return window.length();
    }
}

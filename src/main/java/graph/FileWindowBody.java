package graph;

import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.core5.http.ContentType;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * A part whose bytes are a window of a file, read while they are sent. Read failures are distinguished from send
 * failures: only the latter are failures of the connection.
 */
class FileWindowBody extends AbstractContentBody {

    private static final int COPY_STEP = 64 * 1024;

    private final GraphRequest.Attachment window;

    FileWindowBody(GraphRequest.Attachment window) {
        super(ContentType.parse(window.contentType()));
        this.window = window;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] piece = new byte[(int) Math.min(COPY_STEP, window.length())];
        long position = window.offset();
        long end = window.offset() + window.length();
        try (FileChannel file = open()) {
            while (position < end) {
                int count =
                        read(file, position, ByteBuffer.wrap(piece, 0, (int) Math.min(piece.length, end - position)));
                out.write(piece, 0, count);
                position += count;
            }
        }
    }

    private FileChannel open() {
        try {
            return FileChannel.open(window.file(), StandardOpenOption.READ);
        } catch (IOException e) {
            throw new UnreadableFileException(e);
        }
    }

    private int read(FileChannel file, long position, ByteBuffer piece) {
        try {
            int count = file.read(piece, position);
            if (count <= 0) {
                throw new EOFException(window.file() + " ends at byte " + position);
            }
            return count;
        } catch (IOException e) {
            throw new UnreadableFileException(e);
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

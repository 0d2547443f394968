package outbound;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The body of an answer, read within the time and size limits of its call. */
final class BoundedAnswer extends HttpEntityWrapper {

    private final CallWatch watch;
    private final long limit;

    BoundedAnswer(HttpEntity answer, CallWatch watch, long limit) {
        super(answer);
        this.watch = watch;
        this.limit = limit;
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public InputStream getContent() throws IOException {
        InputStream content = super.getContent();
        return content == null ? null : new Bounded(content);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream content = getContent()) {
            if (content != null) {
                content.transferTo(out);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } catch (IOException e) {
            throw watch.explain(e);
        } finally {
            watch.end();
        }
    }

    private final class Bounded extends FilterInputStream {

        private long read;

        private Bounded(InputStream content) {
            super(content);
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count;
            try {
                count = in.read(bytes, offset, length);
            } catch (IOException e) {
                throw watch.explain(e);
            }
            if (count < 0) {
                end();
                return count;
            }
            read += count;
            watch.received(count);
            if (read > limit) {
                watch.abort();
                throw new AnswerTooLargeException(limit);
            }
            return count;
        }

        @Override
        public long skip(long bytes) throws IOException {
            byte[] skipped = new byte[(int) Math.min(8192, Math.max(0, bytes))];
            return Math.max(0, read(skipped, 0, skipped.length));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        /** If the connection was closed by the time limit, that may look like the end of the answer. */
        private void end() throws IOException {
            watch.end();
            if (watch.isLate()) {
                throw new CallTimeoutException(true, null);
            }
        }

        /** Closing reads the rest of the answer, so that the connection can be reused; this too must end in time. */
        @Override
        public void close() throws IOException {
            if (watch.isReceiving()) {
                watch.abort();
                return;
            }
            try {
                in.close();
            } catch (IOException e) {
                throw watch.explain(e);
            } finally {
                watch.end();
            }
        }
    }
}

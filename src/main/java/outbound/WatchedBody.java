package outbound;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A large request body; the {@link CallWatch} measures how fast it is sent. */
final class WatchedBody extends HttpEntityWrapper {

    private final CallWatch watch;
    private long written;

    WatchedBody(HttpEntity body, CallWatch watch) {
        super(body);
        this.watch = watch;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        watch.sendsBody();
        super.writeTo(new FilterOutputStream(out) {
            @Override
            public void write(int single) throws IOException {
                out.write(single);
                wrote(1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                wrote(length);
            }
        });
        watch.sentBody(written);
    }

    private void wrote(int bytes) {
        written += bytes;
        watch.wrote(bytes);
    }
}

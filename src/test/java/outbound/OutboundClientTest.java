package outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** A call has a time limit and a size limit, whatever the other side does. */
class OutboundClientTest {

    private static final Duration TIMEOUT = Duration.ofMillis(900);
    /** A call must have ended by then; the machine may be slow. */
    private static final Duration OVER = Duration.ofSeconds(6);

    private static final int MOST_BYTES = 10_000;
    private static final int LARGE = 8_000_000;
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();

    private interface Server {
        void serve(InputStream in, OutputStream out) throws IOException;
    }

    @AfterEach
    void close() throws Exception {
        closed.countDown();
        threads.shutdownNow();
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    // time

    /** Each byte arrives within any limit for silence. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nX-",
                HEAD + "Content-Length: 1000\r\n\r\n",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n",
                HEAD + "\r\n"
            })
    void endsInTimeThoughTheAnswerTrickles(String beginning) throws IOException {
        int port = serve("127.0.0.1", 0, (in, out) -> {
            readHead(in);
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            trickle(out, "HTTP/1.1 200 OK and so on ".getBytes(StandardCharsets.US_ASCII));
        });

        Throwable failure = failure(TIMEOUT, () -> post(port, "{}"));

        assertThat(failure).isInstanceOf(CallTimeoutException.class);
        assertThat(((CallTimeoutException) failure).isSent()).isTrue();
    }

    @Test
    void endsInTimeThoughTheAnswerIsAlwaysAboutToCome() throws IOException {
        int port = serve("127.0.0.1", 0, (in, out) -> {
            readHead(in);
            trickle(out, "HTTP/1.1 102 Processing\r\n\r\n");
        });

        assertThat(failure(TIMEOUT, () -> post(port, "{}"))).isInstanceOf(CallTimeoutException.class);
    }

    @Test
    void endsWithTheTimeOfItsCaller() throws IOException {
        int port = serve("127.0.0.1", 0, (in, out) -> hold());

        Throwable failure = failure(TIMEOUT, () -> {
            HttpPost post = new HttpPost("http://127.0.0.1:" + port);
            post.setEntity(new StringEntity("{}"));
            post.setHeader(OutboundClient.TIME_LEFT_MILLIS, TIMEOUT.toMillis());
            return execute(new CallLimits(Duration.ofMinutes(1), MOST_BYTES, 1), names("127.0.0.1"), post);
        });

        assertThat(failure).isInstanceOf(CallTimeoutException.class);
    }

    @Test
    void givesALargeBodyTheTimeThatItsSizeNeeds() throws IOException {
        int port = serve("127.0.0.1", 0, (in, out) -> {
            readHead(in);
            int left = LARGE;
            while (left > 0) {
                left -= in.readNBytes(Math.min(left, LARGE / 16)).length;
                pause(150);
            }
            out.write((HEAD + "Content-Length: 2\r\n\r\nok").getBytes(StandardCharsets.US_ASCII));
        });
        long begun = System.nanoTime();

        assertThat(upload(port, 500_000)).isEqualTo("ok");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(TIMEOUT.multipliedBy(2));
    }

    /** A part of it may still be in transfer when the last byte was written. */
    @Test
    void waitsForTheAnswerUntilALargeBodyCanHaveArrived() throws IOException {
        int port = serve("127.0.0.1", 0, (in, out) -> {
            readHead(in);
            in.readNBytes(LARGE);
            pause((int) TIMEOUT.plus(OutboundClient.A_MOMENT).plusMillis(500).toMillis());
            out.write((HEAD + "Content-Length: 2\r\n\r\nok").getBytes(StandardCharsets.US_ASCII));
        });

        assertThat(upload(port, 500_000)).isEqualTo("ok");
    }

    @Test
    void endsALargeBodyThatIsNotRead() throws IOException {
        int port = serve("127.0.0.1", 0, (in, out) -> {
            readHead(in);
            hold();
        });

        // The first period sends as much as the system's buffers can hold.
        Throwable failure = failure(TIMEOUT.multipliedBy(2), () -> upload(port, 1000));

        assertThat(failure).isInstanceOf(CallTimeoutException.class);
    }

    @Test
    void endsInTimeThoughAllAddressesAreDead() throws IOException {
        int port = dead("127.0.0.1", 0);
        dead("127.0.0.2", port);

        Throwable failure = failure(
                TIMEOUT,
                () -> execute(limits(), names("127.0.0.1", "127.0.0.2"), new HttpPost("http://dead.example:" + port)));

        assertThat(failure).isInstanceOf(IOException.class);
    }

    @Test
    void reachesAnAddressBehindADeadOne() throws IOException {
        int port = dead("127.0.0.1", 0);
        serve("127.0.0.2", port, (in, out) -> {
            readHead(in);
            out.write((HEAD + "Content-Length: 2\r\n\r\nok").getBytes(StandardCharsets.US_ASCII));
        });

        assertThat(execute(limits(), names("127.0.0.1", "127.0.0.2"), new HttpPost("http://half.example:" + port)))
                .isEqualTo("ok");
    }

    /** The library closes the connection of the first address, and would then give the second one the whole time. */
    @Test
    void endsInTimeThoughTheHandshakesTrickle() throws IOException {
        Server server = (in, out) -> {
            out.write(new byte[] {0x16, 0x03, 0x03, 0x3f, 0x00});
            trickle(out, new byte[1]);
        };
        int port = serve("127.0.0.1", 0, server);
        serve("127.0.0.2", port, server);

        Throwable failure = failure(
                TIMEOUT,
                () -> execute(limits(), names("127.0.0.1", "127.0.0.2"), new HttpPost("https://slow.example:" + port)));

        assertThat(failure).isInstanceOf(CallTimeoutException.class);
        assertThat(((CallTimeoutException) failure).isSent()).isFalse();
    }

    @Test
    void endsInTimeThoughNoNameServerAnswers() {
        DnsResolver silent = new Names() {
            @Override
            public InetAddress[] resolve(String host) {
                hold();
                return new InetAddress[0];
            }
        };

        assertThat(failure(TIMEOUT, () -> execute(limits(), silent, new HttpPost("http://name.example"))))
                .isInstanceOf(IOException.class);
    }

    // size

    @Test
    void readsAnAnswerOfTheLargestSize() throws IOException {
        assertThat(post(answering(HEAD + "Content-Length: " + MOST_BYTES + "\r\n\r\n" + "a".repeat(MOST_BYTES)), "{}"))
                .hasSize(MOST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10001\r\n\r\n", "\r\n", "Transfer-Encoding: chunked\r\n\r\n2711\r\n"})
    void readsNoLargerAnswer(String framing) throws IOException {
        int port = answering(HEAD + framing + "a".repeat(MOST_BYTES + 1) + "\r\n0\r\n\r\n");

        assertThat(failure(TIMEOUT, () -> post(port, "{}"))).isInstanceOf(AnswerTooLargeException.class);
    }

    @Test
    void readsNoAnswerThatGrowsOnceItIsUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[1_000_000]);
        }
        assertThat(packed.size()).isLessThan(MOST_BYTES);
        int port = serve("127.0.0.1", 0, (in, out) -> {
            readHead(in);
            out.write((HEAD + "Content-Encoding: gzip\r\nContent-Length: " + packed.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            packed.writeTo(out);
        });

        assertThat(failure(TIMEOUT, () -> post(port, "{}"))).isInstanceOf(AnswerTooLargeException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsNoEndlessHead(boolean oneLine) throws IOException {
        String headers = oneLine ? "X: " + "a".repeat(100_000) + "\r\n" : "X: a\r\n".repeat(10_000);
        int port = answering(HEAD + headers + "Content-Length: 0\r\n\r\n");

        assertThat(failure(TIMEOUT, () -> post(port, "{}"))).isInstanceOf(MessageConstraintException.class);
    }

    // once

    /** The library would retry such a request by itself, if it were allowed to. */
    @Test
    void sendsARequestOnce() throws IOException {
        int port = answering("HTTP/1.1 503 Later\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(post(port, "{}")).isEmpty();
        assertThat(connections).hasValue(1);
    }

    private interface Call {
        Object make() throws IOException;
    }

    private static Throwable failure(Duration limit, Call call) {
        long begun = System.nanoTime();
        Throwable failure = catchThrowable(call::make);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(limit.plus(OVER.minus(TIMEOUT)));
        return failure;
    }

    private static CallLimits limits() {
        return new CallLimits(TIMEOUT, MOST_BYTES);
    }

    private static String post(int port, String body) throws IOException {
        HttpPost post = new HttpPost("http://127.0.0.1:" + port);
        post.setEntity(new StringEntity(body));
        return execute(limits(), SystemDefaultDnsResolver.INSTANCE, post);
    }

    private static String upload(int port, long rate) throws IOException {
        HttpPost post = new HttpPost("http://127.0.0.1:" + port);
        post.setEntity(new InputStreamEntity(
                new ByteArrayInputStream(new byte[LARGE]), LARGE, ContentType.APPLICATION_OCTET_STREAM));
        return execute(new CallLimits(TIMEOUT, MOST_BYTES, rate), SystemDefaultDnsResolver.INSTANCE, post);
    }

    private static String execute(CallLimits limits, DnsResolver names, HttpPost request) throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create();
        new GuardedHttpClient(OutboundPolicy.of(() -> true), limits, names).configureHttpClient(builder);
        try (CloseableHttpClient client = builder.build()) {
            return client.execute(request, answer -> {
                HttpEntity body = answer.getEntity();
                return body == null ? "" : EntityUtils.toString(body);
            });
        }
    }

    private int answering(String answer) throws IOException {
        return serve("127.0.0.1", 0, (in, out) -> {
            readHead(in);
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
        });
    }

    private int serve(String address, int port, Server server) throws IOException {
        ServerSocket listener = new ServerSocket(port, 50, InetAddress.getByName(address));
        open.add(listener);
        threads.execute(() -> {
            while (!listener.isClosed()) {
                try {
                    Socket socket = listener.accept();
                    connections.incrementAndGet();
                    threads.execute(() -> serve(socket, server));
                } catch (IOException e) {
                    return;
                }
            }
        });
        return listener.getLocalPort();
    }

    private static void serve(Socket socket, Server server) {
        try (socket) {
            server.serve(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            // The client has disconnected.
        }
    }

    /** An address that neither accepts nor refuses a connection: its queue is full. */
    private int dead(String address, int port) throws IOException {
        ServerSocket listener = new ServerSocket(port, 1, InetAddress.getByName(address));
        open.add(listener);
        for (int i = 0; i < 4; i++) {
            Socket waiting = new Socket();
            open.add(waiting);
            threads.execute(() -> {
                try {
                    waiting.connect(listener.getLocalSocketAddress());
                } catch (IOException e) {
                    // The test is over.
                }
            });
        }
        Awaitility.await().until(() -> {
            try (Socket probe = new Socket()) {
                probe.connect(listener.getLocalSocketAddress(), 100);
                return false;
            } catch (SocketTimeoutException e) {
                return true;
            }
        });
        return listener.getLocalPort();
    }

    private static void readHead(InputStream in) throws IOException {
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
    }

    private void trickle(OutputStream out, String again) throws IOException {
        byte[] bytes = again.getBytes(StandardCharsets.US_ASCII);
        while (pause(50)) {
            out.write(bytes);
        }
    }

    private void trickle(OutputStream out, byte[] bytes) throws IOException {
        for (int i = 0; pause(50); i++) {
            out.write(bytes[i % bytes.length]);
        }
    }

    /**
     * @return true if the test continues
     */
    private boolean pause(long millis) {
        try {
            return !closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void hold() {
        pause(60_000);
    }

    private static DnsResolver names(String... addresses) {
        return new Names() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                InetAddress[] found = new InetAddress[addresses.length];
                for (int i = 0; i < addresses.length; i++) {
                    found[i] = InetAddress.getByName(addresses[i]);
                }
                return found;
            }
        };
    }

    private abstract static class Names implements DnsResolver {
        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}

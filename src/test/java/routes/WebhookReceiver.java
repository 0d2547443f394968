package routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A webhook receiver that stores requests and sends the configured answers, else 204. */
final class WebhookReceiver implements AutoCloseable {

    /** Closes the connection without an answer. */
    static final int CLOSE = -1;
    /** Sends no answer until the receiver is closed. */
    static final int HANG = -2;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks?key=a%20b";
    }

    /** The next answers, one status per request. */
    void answer(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    /** The requests so far. */
    List<Request> requests() {
        return requests;
    }

    /** Waits for a number of requests, and returns them. */
    List<Request> await(int count) {
        Awaitility.await(count + " webhooks").atMost(LIMIT).until(() -> requests.size() >= count);
        return requests;
    }

    private void receive(HttpExchange exchange) throws IOException {
        requests.add(Request.of(exchange));
        Integer answer = answers.poll();
        int status = answer == null ? 204 : answer;
        if (status == HANG) {
            return;
        }
        if (status != CLOSE) {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A request as received. */
    record Request(String method, String uri, Map<String, List<String>> headers, String body) {

        static Request of(HttpExchange exchange) throws IOException {
            Headers all = exchange.getRequestHeaders();
            Map<String, List<String>> headers = new HashMap<>();
            all.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            return new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        }

        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.get(0);
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns true if the reference implementation accepts the signature. */
        boolean isSignedWith(String secret) {
            try {
                new Webhook(secret).verify(body, headers);
                return true;
            } catch (WebhookVerificationException e) {
                return false;
            }
        }
    }
}

package harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Receives the traces of processes, like a collector, by OTLP over HTTP. */
final class TraceCollector implements AutoCloseable {

    private final List<CollectedSpan> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /**
     * A finished span.
     *
     * @param service the name of the process
     */
    record CollectedSpan(String traceId, String name, String service) {}

    private TraceCollector(HttpServer server) {
        this.server = server;
        server.createContext("/v1/traces", this::collect);
    }

    static TraceCollector start() {
        try {
            TraceCollector collector = new TraceCollector(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            collector.server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Environment variables for a process that exports its traces quickly, under this name. */
    Map<String, String> settings(String service) {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "QUARKUS_OTEL_SERVICE_NAME",
                service,
                "QUARKUS_OTEL_BSP_SCHEDULE_DELAY",
                "200ms");
    }

    /** The only span of a name. */
    CollectedSpan only(String name) {
        return only(name, span -> true);
    }

    /** The only span of a name in a trace. */
    CollectedSpan only(String name, String traceId) {
        return only(name, span -> span.traceId().equals(traceId));
    }

    private CollectedSpan only(String name, Predicate<CollectedSpan> condition) {
        List<CollectedSpan> found = spans.stream()
                .filter(span -> span.name().equals(name))
                .filter(condition)
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans are named " + name + ": " + spans);
        }
        return found.get(0);
    }

    private void collect(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            for (ResourceSpans resource : request.getResourceSpansList()) {
                String service = service(resource.getResource());
                resource.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .forEach(span -> spans.add(new CollectedSpan(traceId(span), span.getName(), service)));
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static String traceId(Span span) {
        return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    private static String service(Resource resource) {
        return resource.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package http;

import idempotency.IdempotencyKeys;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

import java.util.Set;
import java.util.TreeSet;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * Which headers pass between HTTP and Camel: those named here and no others, in either direction. Camel keeps
 * form fields and query parameters as headers too, and sends what is left on a message as response headers;
 * with lists of what is allowed, none of them can pose as one of Camel's own or leave with an answer.
 */
@Singleton
@Named("apiHeaders")
@Unremovable
public class ApiHeaders implements HeaderFilterStrategy {

    private static final Set<String> ALWAYS_IN = Set.of("Accept", "Content-Type", "traceparent", "tracestate");

    private static final Set<String> OUT = ignoringCase(
            Set.of("Allow", "Cache-Control", IdempotencyKeys.REPLAYED, "Location", "Retry-After", "WWW-Authenticate"));

    private final Set<String> in;

    @Inject
    ApiHeaders(Contract contract) {
        this.in = ignoringCase(ALWAYS_IN);
        this.in.addAll(contract.headerParameters());
    }

    /** Whether to keep a header of the request, a form field or a query parameter off the message. */
    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !in.contains(name);
    }

    /** Whether to keep a header of the message off the response. {@code Content-Type} goes its own way. */
    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OUT.contains(name);
    }

    private static Set<String> ignoringCase(Set<String> names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(names);
        return set;
    }
}

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
 * Lists the headers that pass between HTTP and Camel, in each direction; all others are dropped. Camel also keeps form
 * fields and query parameters as headers, and sends remaining message headers as response headers. The lists prevent a
 * caller from setting a header that Camel acts on, and internal headers from leaving with an answer.
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

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !in.contains(name);
    }

    /** {@code Content-Type} is set separately. */
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

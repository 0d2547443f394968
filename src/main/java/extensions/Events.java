package extensions;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.jboss.logging.Logger;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Publishes events for the operator's own routes, from the process that did the work: at most once, as JSON, to the
 * bounded queue of {@code creative.events.<name>}. Publishing never fails the work: consumer errors and a full queue
 * are logged.
 */
@Singleton
public class Events {

    private static final Logger LOG = Logger.getLogger(Events.class);

    private final ProducerTemplate camel;
    /** By event. Camel reads all settings to resolve an endpoint name, which would be a tenth of the cost of a job. */
    private final Map<String, Endpoint> queues = new ConcurrentHashMap<>();

    @Inject
    public Events(ProducerTemplate camel) {
        this.camel = camel;
    }

    /** Writes the content of an event; called when it is published. */
    @FunctionalInterface
    public interface Content {
        JsonNode write() throws Exception;
    }

    /** Publishes an event. */
    public void raise(String name, Content content) {
        Exception failure;
        try {
            String json = content.write().toString();
            Endpoint queue = queues.computeIfAbsent(
                    name, event -> camel.getCamelContext().getEndpoint("{{creative.events." + event + "}}"));
            Exchange sent = camel.send(
                    queue, ExchangePattern.InOnly, event -> event.getMessage().setBody(json));
            failure = sent.getException();
        } catch (Exception e) {
            failure = e;
        }
        if (failure != null) {
            LOG.warnf("An event %s was lost: %s", name, failure.getMessage());
        }
    }
}

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
 * Events for routes of the operator's own, raised by the process that did the work: at most once, as JSON, into the
 * bounded queue of {@code creative.events.<name>}. Raising one never fails the work: consumer errors and a full queue are
 * logged.
 */
@Singleton
public class Events {

    private static final Logger LOG = Logger.getLogger(Events.class);

    private final ProducerTemplate camel;
    /** By event. Camel reads all settings to resolve a name, which would be a tenth of what a job costs. */
    private final Map<String, Endpoint> queues = new ConcurrentHashMap<>();

    @Inject
    public Events(ProducerTemplate camel) {
        this.camel = camel;
    }

    /** What an event says, written when it is raised. */
    @FunctionalInterface
    public interface Content {
        JsonNode write() throws Exception;
    }

    /** Raises an event. */
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
            LOG.warnf("An event %s is lost: %s", name, failure.getMessage());
        }
    }
}

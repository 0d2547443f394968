package graph;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jboss.logging.Logger;
import outbound.CallLimits;
import outbound.GuardedHttpClient;
import outbound.OutboundConfig;
import outbound.OutboundPolicy;

import java.net.URI;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * Fetches pictures that Meta links to. A link is data: it is followed to the public internet, or to where the operator
 * said that Meta is, and nowhere else.
 */
@Singleton
@Unremovable
@Named("pictureHttpClient")
public class Pictures extends GuardedHttpClient {

    private static final Logger LOG = Logger.getLogger(Pictures.class);

    private final OutboundPolicy policy;

    @Inject
    public Pictures(OutboundConfig outbound, GraphConfig graph) {
        this(policy(outbound, graph), graph);
    }

    private Pictures(OutboundPolicy policy, GraphConfig graph) {
        super(policy, new CallLimits(graph.timeout(), graph.maxPicture().asLongValue()));
        this.policy = policy;
    }

    private static OutboundPolicy policy(OutboundConfig outbound, GraphConfig graph) {
        return OutboundPolicy.of(outbound).trusting(URI.create(graph.url()));
    }

    /**
     * Writes the message that fetches a picture; the body is its address.
     *
     * @throws outbound.ForbiddenAddressException if it must not be called
     */
    public void write(Exchange exchange) {
        Message message = exchange.getMessage();
        String address = policy.check(message.getBody(String.class)).toString();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_URI, address);
        message.setHeader(Exchange.HTTP_METHOD, "GET");
        message.setBody(null);
    }

    /**
     * Says that a picture could not be fetched. Its address carries a signature of Meta's, and the cause may name hosts:
     * both stay out of the message.
     *
     * @throws GraphException.Transient always
     */
    public void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.infof("A frame that Meta made cannot be fetched: %s", failure);
        throw new GraphException.Transient(
                "The frame that Meta made of the video could not be fetched from Meta.", null, failure);
    }
}

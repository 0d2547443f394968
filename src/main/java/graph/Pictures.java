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
 * Fetches images that Meta links to. A link is untrusted data: it may only point to the public internet, or to the
 * operator's address of Meta.
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
     * Writes the message that fetches an image; the body is its address.
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
     * Reports that an image could not be fetched. Its address has a signature of Meta, and the cause may name hosts, so
     * the message contains neither.
     *
     * @throws GraphException.Transient always
     */
    public void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.infof("A video frame could not be fetched from Meta: %s", failure);
        throw new GraphException.Transient("The video's frame could not be fetched from Meta.", null, failure);
    }
}

package graph;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
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
public class Pictures implements HttpClientConfigurer {

    private final OutboundPolicy policy;
    private final GuardedHttpClient client;

    @Inject
    public Pictures(OutboundConfig outbound, GraphConfig graph) {
        this.policy = OutboundPolicy.of(outbound).trusting(URI.create(graph.url()));
        this.client = new GuardedHttpClient(policy, graph.timeout());
    }

    /**
     * The address of a picture.
     *
     * @throws outbound.ForbiddenAddressException if it is none that is called
     */
    public String address(@Variable("pictureUri") String link) {
        return policy.check(link).toString();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        client.configureHttpClient(builder);
    }
}

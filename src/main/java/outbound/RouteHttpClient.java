package outbound;

import io.quarkus.arc.Unremovable;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The default client of HTTP endpoints, such as those of the operator's routes. */
@Singleton
@Unremovable
@Named("routeHttpClient")
public class RouteHttpClient extends OutboundClient {

    @Inject
    public RouteHttpClient(OutboundCallsConfig config) {
        super(new CallLimits(config.timeout(), config.maxAnswer().asLongValue()));
    }
}

package outbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which addresses the service calls that somebody else named: a caller's webhook, a picture that Meta links to. */
@ConfigMapping(prefix = "creative.outbound")
public interface OutboundConfig {

    /** Whether private and loopback addresses may be called, and over plain HTTP. For development only. */
    @WithDefault("false")
    boolean allowPrivateAddresses();
}

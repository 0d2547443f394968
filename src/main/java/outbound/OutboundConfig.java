package outbound;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Restrictions for addresses named by third parties, such as webhook receivers and images that Meta links to. */
@ConfigMapping(prefix = "creative.outbound")
public interface OutboundConfig {

    /** Allows private and loopback addresses, and plain HTTP. For development only. */
    @WithDefault("false")
    boolean allowPrivateAddresses();
}

package outbound;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** An HTTP client for addresses that somebody else named: it connects to what its {@link OutboundPolicy} allows. */
public class GuardedHttpClient extends OutboundClient {

    /** A client that keeps to a policy and to limits. */
    public GuardedHttpClient(OutboundPolicy policy, CallLimits limits) {
        this(policy, limits, SystemDefaultDnsResolver.INSTANCE);
    }

    GuardedHttpClient(OutboundPolicy policy, CallLimits limits, DnsResolver names) {
        super(limits, new GuardedResolver(policy, names));
    }
}

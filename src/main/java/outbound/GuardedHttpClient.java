package outbound;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** An HTTP client for addresses named by third parties: it connects only to what its {@link OutboundPolicy} allows. */
public class GuardedHttpClient extends OutboundClient {

    public GuardedHttpClient(OutboundPolicy policy, CallLimits limits) {
        this(policy, limits, SystemDefaultDnsResolver.INSTANCE);
    }

    GuardedHttpClient(OutboundPolicy policy, CallLimits limits, DnsResolver names) {
        super(limits, new GuardedResolver(policy, names));
    }
}

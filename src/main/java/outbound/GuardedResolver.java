package outbound;

import org.apache.hc.client5.http.DnsResolver;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Resolves the host of a connection to be made, to addresses that may be called. What it returns is what is connected
 * to: there is no second look-up that could say otherwise. A host with any forbidden address is refused as a whole.
 */
final class GuardedResolver extends BoundedResolver {

    private final OutboundPolicy policy;

    /**
     * @param names knows what a name resolves to
     */
    GuardedResolver(OutboundPolicy policy, DnsResolver names) {
        super(names);
        this.policy = policy;
    }

    @Override
    void check(String host, int port, InetAddress address) throws UnknownHostException {
        if (!policy.allows(host, port, address)) {
            throw new UnknownHostException(
                    host + " is at " + address.getHostAddress() + ", which is not on the public internet");
        }
    }
}

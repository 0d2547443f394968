package outbound;

import org.apache.hc.client5.http.DnsResolver;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Resolves the host of a new connection to addresses that may be called. The connection uses exactly these addresses,
 * without a second look-up that could differ. A host with any forbidden address is rejected.
 */
final class GuardedResolver extends BoundedResolver {

    private final OutboundPolicy policy;

    /**
     * @param names resolves the names
     */
    GuardedResolver(OutboundPolicy policy, DnsResolver names) {
        super(names);
        this.policy = policy;
    }

    @Override
    void check(String host, int port, InetAddress address) throws UnknownHostException {
        if (!policy.allows(host, port, address)) {
            throw new PrivateAddressException(
                    host + " is at " + address.getHostAddress() + ", which is not on the public internet");
        }
    }
}

package outbound;

import org.apache.hc.client5.http.DnsResolver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Resolves the host of a connection to be made, to addresses that may be called. What it returns is what is connected
 * to: there is no second look-up that could say otherwise. A host with any forbidden address is refused as a whole.
 */
final class GuardedResolver implements DnsResolver {

    private static final int ANY_PORT = -1;

    /** Addresses of a name that are tried. */
    private static final int MOST_ADDRESSES = 2;

    private final OutboundPolicy policy;
    private final DnsResolver names;

    /**
     * @param names who knows what a name resolves to
     */
    GuardedResolver(OutboundPolicy policy, DnsResolver names) {
        this.policy = policy;
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return resolveAll(host, ANY_PORT);
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        return Arrays.stream(resolveAll(host, port))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private InetAddress[] resolveAll(String host, int port) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        for (InetAddress address : addresses) {
            if (!policy.allows(host, port, address)) {
                throw new UnknownHostException(
                        host + " is at " + address.getHostAddress() + ", which is not on the public internet");
            }
        }
        // Each address is tried for as long as a call may take, and there is no end to what a name can have.
        return Arrays.copyOf(addresses, Math.min(addresses.length, MOST_ADDRESSES));
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }
}

package outbound;

import org.apache.hc.client5.http.DnsResolver;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Resolves names within the time limit of the call, to a few addresses: each of them is tried, and there may be many.
 */
class BoundedResolver implements DnsResolver {

    /** Maximum number of addresses that are tried. */
    static final int MOST_ADDRESSES = 2;

    static final int ANY_PORT = -1;

    /** Maximum number of look-ups in progress: the system's look-up cannot be cancelled, only abandoned. */
    private static final int MOST_LOOK_UPS = 64;

    private static final ThreadPoolExecutor LOOK_UPS =
            new ThreadPoolExecutor(0, MOST_LOOK_UPS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "outbound-names");
                thread.setDaemon(true);
                return thread;
            });

    private final DnsResolver names;

    /**
     * @param names resolves the names
     */
    BoundedResolver(DnsResolver names) {
        this.names = names;
    }

    @Override
    public final InetAddress[] resolve(String host) throws UnknownHostException {
        return few(host, ANY_PORT);
    }

    @Override
    public final List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        return Arrays.stream(few(host, port))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private InetAddress[] few(String host, int port) throws UnknownHostException {
        InetAddress[] addresses = lookUp(host);
        for (InetAddress address : addresses) {
            check(host, port, address);
        }
        return Arrays.copyOf(addresses, Math.min(addresses.length, MOST_ADDRESSES));
    }

    /**
     * Checks an address.
     *
     * @param port the port of the connection, or {@link #ANY_PORT}
     * @throws UnknownHostException if it must not be called
     */
    void check(String host, int port, InetAddress address) throws UnknownHostException {
        // Every address is allowed here.
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        Duration limit = CallWatch.current()
                .map(CallWatch::left)
                .filter(left -> left.compareTo(OutboundClient.MOST_FOR_CONNECTING) < 0)
                .orElse(OutboundClient.MOST_FOR_CONNECTING);
        Future<InetAddress[]> answer;
        try {
            answer = LOOK_UPS.submit(() -> names.resolve(host));
        } catch (RejectedExecutionException e) {
            throw new UnknownHostException(host + ": too many name look-ups in progress");
        }
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnknownHostException(
                    host + ": no answer from the name server within " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host + ": the look-up was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new UnknownHostException(host + ": " + e.getCause());
        }
    }

    @Override
    public final String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }
}

package outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Restricts addresses named by third parties to https on the public internet. A URL is checked twice: as text when it
 * is named, and by the addresses of its host when the connection is made ({@link GuardedResolver}). Only the second
 * check protects against names whose addresses change.
 */
public final class OutboundPolicy {

    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int HIGHEST_PORT = 65_535;

    /**
     * A host that URL parsers may read as an IPv4 address: its last label is a number (WHATWG URL, "ends in a number
     * checker").
     */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?");
    /** The only unambiguous notation of an IPv4 address. */
    private static final Pattern DOTTED =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    private static final Pattern LOCALHOST = Pattern.compile("(?i)(?:.*\\.)?localhost\\.?");

    private final boolean allowPrivate;
    private final Optional<URI> trusted;

    private OutboundPolicy(boolean allowPrivate, Optional<URI> trusted) {
        this.allowPrivate = allowPrivate;
        this.trusted = trusted;
    }

    /** The policy of the settings. */
    public static OutboundPolicy of(OutboundConfig config) {
        return new OutboundPolicy(config.allowPrivateAddresses(), Optional.empty());
    }

    /** The same policy, which also allows an origin named by the operator: scheme, host and port of a URL. */
    public OutboundPolicy trusting(URI origin) {
        return new OutboundPolicy(allowPrivate, Optional.of(origin));
    }

    /**
     * Checks the text of a URL, without a name look-up.
     *
     * @return the URL, which needs no further encoding
     * @throws ForbiddenAddressException if this service must not call it
     */
    public URI check(String url) {
        URI uri = parse(url);
        if (uri.getRawUserInfo() != null) {
            throw new ForbiddenAddressException("The URL must not have a user name or password in it.");
        }
        if (trusted.filter(origin -> isSameOrigin(origin, uri)).isPresent()) {
            return uri;
        }
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !allowPrivate) {
            throw new ForbiddenAddressException("The URL must begin with https://.");
        }
        if (NUMERIC.matcher(uri.getHost()).matches()
                && !DOTTED.matcher(uri.getHost()).matches()) {
            throw new ForbiddenAddressException(
                    "The URL's IPv4 address must be four decimal numbers, as in 192.0.2.1.");
        }
        if (!allowPrivate
                && (LOCALHOST.matcher(uri.getHost()).matches()
                        || literal(uri.getHost())
                                .filter(address -> !PublicAddresses.isPublic(address))
                                .isPresent())) {
            throw new ForbiddenAddressException(
                    "The URL must point to the public internet, not to " + uri.getHost() + ".");
        }
        return uri;
    }

    /** Returns true if a connection to a resolved address of a host is allowed. */
    boolean allows(String host, int port, InetAddress address) {
        return allowPrivate
                || PublicAddresses.isPublic(address)
                || trusted.filter(origin -> origin.getHost().equalsIgnoreCase(host) && port(origin) == port)
                        .isPresent();
    }

    /**
     * Strict: other parsers repair what {@link URI} rejects, each differently, and Camel would resolve {@code {{…}}}.
     */
    private static URI parse(String url) {
        URI uri;
        try {
            uri = new URI(url).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new ForbiddenAddressException("The URL is malformed: " + e.getReason() + ".");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http") || uri.getHost() == null) {
            throw new ForbiddenAddressException("The URL must be an http or https URL with a host.");
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new ForbiddenAddressException(
                    "The URL's port must be between 1 and " + HIGHEST_PORT + ", not " + uri.getPort() + ".");
        }
        if (!uri.toString().chars().allMatch(character -> character > ' ' && character < 0x7F)) {
            throw new ForbiddenAddressException(
                    "The URL must be ASCII; write other characters in Punycode or percent-encoded.");
        }
        return uri;
    }

    private static boolean isSameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
    }

    /** The address, if the host is a literal address and not a name. */
    private static Optional<InetAddress> literal(String host) {
        if (!host.startsWith("[") && !DOTTED.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            throw new ForbiddenAddressException("The URL's host is a malformed address: " + host + ".");
        }
    }
}

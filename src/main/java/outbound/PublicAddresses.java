package outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Distinguishes addresses of the public internet from all others, by the IANA registries of special-purpose addresses
 * for IPv4 and IPv6. Only IPv6 addresses assigned for global unicast ({@code 2000::/3}) can be public, so other
 * notations that contain an IPv4 address (mapped, compatible, translated) are not. The exception is {@code
 * 64:ff9b::/96}, by which a network without IPv4 reaches IPv4 (RFC 6052): there the IPv4 address inside is checked.
 */
final class PublicAddresses {

    private static final List<Range> SPECIAL_V4 = ranges(
            "0.0.0.0/8", // this network
            "10.0.0.0/8",
            "100.64.0.0/10", // carrier-grade NAT
            "127.0.0.0/8",
            "169.254.0.0/16", // link-local, and the metadata services of clouds
            "172.16.0.0/12",
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // AMT
            "192.88.99.0/24", // relays of 6to4
            "192.168.0.0/16",
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    private static final Range GLOBAL_V6 = Range.parse("2000::/3");
    private static final Range TRANSLATED = Range.parse("64:ff9b::/96");

    private static final List<Range> SPECIAL_V6 = ranges(
            "2001::/23", // protocol assignments, including Teredo
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: contains an IPv4 address
            "2620:4f:8000::/48", // AS112
            "3fff::/20"); // documentation

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return SPECIAL_V4.stream().noneMatch(range -> range.contains(address));
        }
        if (!(address instanceof Inet6Address)) {
            return false;
        }
        if (TRANSLATED.contains(address)) {
            byte[] bytes = address.getAddress();
            return isPublic(address(Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length)));
        }
        return GLOBAL_V6.contains(address) && SPECIAL_V6.stream().noneMatch(range -> range.contains(address));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("An address has 4 or 16 bytes", e);
        }
    }

    private static List<Range> ranges(String... ranges) {
        return Stream.of(ranges).map(Range::parse).toList();
    }

    /** The addresses that share the first {@code bits} of {@code prefix}. */
    private record Range(byte[] prefix, int bits) {

        static Range parse(String text) {
            String[] parts = text.split("/");
            try {
                // The argument is a literal, so no name is looked up.
                return new Range(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(text, e);
            }
        }

        boolean contains(InetAddress address) {
            byte[] bytes = address.getAddress();
            if (bytes.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            int rest = bits % 8;
            return Arrays.equals(bytes, 0, whole, prefix, 0, whole)
                    && (rest == 0 || ((bytes[whole] ^ prefix[whole]) & 0xFF) >> (8 - rest) == 0);
        }
    }
}

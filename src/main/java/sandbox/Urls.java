package sandbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Addresses that Meta would fetch. The sandbox fetches none of them. */
final class Urls {
    private Urls() {}

    /** @return whether the address is no http address, or its host is one that can never exist (RFC 2606) */
    static boolean unreachable(String url) {
        try {
            URI uri = new URI(url);
            String host = uri.getHost();
            return host == null
                    || !String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT).matches("https?")
                    || host.toLowerCase(Locale.ROOT).matches("(.+\\.)?invalid\\.?");
        } catch (URISyntaxException e) {
            return true;
        }
    }
}

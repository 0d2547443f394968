package settings;

import java.net.URI;
import java.net.URISyntaxException;

/** Address of Redis from the variable {@code REDIS_ADDR}. */
final class RedisAddress {
    private RedisAddress() {}

    /**
     * Converts {@code host:port}, {@code redis://…} or {@code rediss://…} (TLS) to a URL.
     *
     * @throws InvalidSettingException if it is none of them
     */
    static String toUrl(String value) {
        String url = value.contains("://") ? value : "redis://" + value;
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw malformed(value, e.getReason());
        }
        if (!"redis".equals(uri.getScheme()) && !"rediss".equals(uri.getScheme())) {
            throw malformed(value, "the scheme is neither redis nor rediss");
        }
        if (uri.getHost() == null) {
            throw malformed(value, "the host is missing");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw malformed(value, "the port is invalid");
        }
        return url;
    }

    private static InvalidSettingException malformed(String value, String reason) {
        return new InvalidSettingException("REDIS_ADDR is '" + withoutUserInfo(value) + "', which is malformed ("
                + reason + "). Use host:port, or a redis:// or rediss:// URL.");
    }

    private static String withoutUserInfo(String value) {
        int scheme = value.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int at = value.lastIndexOf('@');
        return at < start ? value : value.substring(0, start) + "…" + value.substring(at);
    }
}

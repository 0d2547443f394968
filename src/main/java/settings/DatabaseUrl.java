package settings;

import org.postgresql.Driver;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Address of PostgreSQL in the form the JDBC driver needs.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:port/database?options}
 * @param username empty if the URL names none
 * @param password empty if the URL names none
 */
public record DatabaseUrl(String jdbcUrl, Optional<String> username, Optional<String> password) {

    private static final String JDBC_PREFIX = "jdbc:postgresql:";

    /**
     * Parses {@code postgres://user:password@host:port/database?options} ({@code postgresql://} is the same), with user
     * and password percent-encoded, or a {@code jdbc:postgresql:} URL, which is used unchanged.
     *
     * @throws InvalidSettingException if it is neither
     */
    public static DatabaseUrl parse(String value) {
        if (value.startsWith(JDBC_PREFIX)) {
            return new DatabaseUrl(validated(value), Optional.empty(), Optional.empty());
        }
        URI uri = uri(value);
        String authority = uri.getRawAuthority();
        String database = uri.getRawPath();
        if (authority == null || database == null || database.length() < 2) {
            throw malformed("host and database are required");
        }
        int at = authority.lastIndexOf('@');
        String hosts = authority.substring(at + 1);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String jdbcUrl = validated(JDBC_PREFIX + "//" + hosts + database + query);
        if (at < 0) {
            return new DatabaseUrl(jdbcUrl, Optional.empty(), Optional.empty());
        }
        String[] userInfo = authority.substring(0, at).split(":", 2);
        return new DatabaseUrl(
                jdbcUrl, decoded(userInfo[0]), userInfo.length == 2 ? decoded(userInfo[1]) : Optional.empty());
    }

    private static URI uri(String value) {
        try {
            URI uri = new URI(value);
            if ("postgres".equals(uri.getScheme()) || "postgresql".equals(uri.getScheme())) {
                return uri;
            }
            throw malformed("the scheme is neither postgres nor postgresql");
        } catch (URISyntaxException e) {
            // Only the reason: the exception's message repeats the URL, and with it the password.
            throw malformed(e.getReason() + "; characters such as @ / # % in user or password must be percent-encoded");
        }
    }

    private static String validated(String jdbcUrl) {
        if (Driver.parseURL(jdbcUrl, null) == null) {
            throw malformed("the JDBC driver does not accept it");
        }
        return jdbcUrl;
    }

    private static Optional<String> decoded(String part) {
        if (part.isEmpty()) {
            return Optional.empty();
        }
        try {
            // URLDecoder decodes + to a space, as in forms; in a URL's user info it is a plus.
            return Optional.of(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw malformed("a % in user or password does not start a percent-encoded character");
        }
    }

    private static InvalidSettingException malformed(String reason) {
        return new InvalidSettingException("DATABASE_URL is malformed (" + reason
                + "). Use postgres://user:password@host:port/database or a jdbc:postgresql: URL."
                + " The value is not shown, because it may contain a password.");
    }

    /** Omits the password. */
    @Override
    public String toString() {
        return "DatabaseUrl[username=" + username.orElse("") + "]";
    }
}

package graph;

import clients.Account;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call to Meta, in Meta's words.
 *
 * @param path below the version, such as {@code act_1/campaigns}
 * @param fields parameters; texts go as they are, everything else as JSON, as Meta wants it in forms
 * @param attachment bytes that go with it, or null
 * @param repeatable whether sending it twice does no harm; creates are not
 * @param expected what the answer must hold
 */
public record GraphRequest(
        Account account,
        Method method,
        String path,
        Map<String, Object> fields,
        Attachment attachment,
        boolean repeatable,
        Expected expected) {

    /** The methods of the Graph API. */
    public enum Method {
        GET,
        POST,
        DELETE
    }

    public GraphRequest {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Reads a node's fields. */
    public static GraphRequest read(Account account, String id, String fields) {
        return new GraphRequest(account, Method.GET, id, Map.of("fields", fields), null, true, Expected.FIELDS);
    }

    /** Reads an edge. */
    public static GraphRequest list(Account account, String path, Map<String, Object> parameters) {
        return new GraphRequest(account, Method.GET, path, parameters, null, true, Expected.LIST);
    }

    /** Changes a node; doing it twice changes nothing more. */
    public static GraphRequest update(Account account, String id, Map<String, Object> fields) {
        return new GraphRequest(account, Method.POST, id, fields, null, true, Expected.SUCCESS);
    }

    /** Makes an object in the account; doing it twice makes two. */
    public static GraphRequest create(Account account, String edge, Map<String, Object> fields) {
        return new GraphRequest(
                account, Method.POST, account.adAccountId() + "/" + edge, fields, null, false, Expected.ID);
    }

    /** Has an object checked that is not to be made. */
    public static GraphRequest check(Account account, String edge, Map<String, Object> fields) {
        return new GraphRequest(
                account, Method.POST, account.adAccountId() + "/" + edge, fields, null, true, Expected.SUCCESS);
    }

    /** Sends bytes to an edge of the account that recognises bytes it already has. */
    static GraphRequest upload(
            Account account, String edge, Map<String, Object> fields, Attachment bytes, Expected expected) {
        return new GraphRequest(
                account, Method.POST, account.adAccountId() + "/" + edge, fields, bytes, true, expected);
    }

    /** Removes a node. */
    public static GraphRequest delete(Account account, String id) {
        return new GraphRequest(account, Method.DELETE, id, Map.of(), null, true, Expected.SUCCESS);
    }

    /** Whether it reads statistics, whose errors have meanings of their own. */
    boolean isOfInsights() {
        return path.endsWith("/insights");
    }

    /** The same request with one more field. */
    public GraphRequest with(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new GraphRequest(account, method, path, more, attachment, repeatable, expected);
    }

    /**
     * A part of a multipart request that is streamed from a file.
     *
     * @param field the part's field name
     * @param offset first byte
     * @param length number of bytes
     * @param fileName the part's file name; Meta wants a real extension
     * @param contentType its media type
     */
    public record Attachment(String field, Path file, long offset, long length, String fileName, String contentType) {}
}

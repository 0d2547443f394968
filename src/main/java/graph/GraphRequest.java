package graph;

import clients.Account;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One call to Meta.
 *
 * @param path below the version, such as {@code act_1/campaigns}
 * @param fields parameters; texts are sent unchanged, everything else as JSON, as Meta expects in forms
 * @param attachment bytes to upload, or null
 * @param repeatable true if sending it twice is harmless, which is not so for creates
 * @param expected the content of a successful answer
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

    /** Reads fields of a node. */
    public static GraphRequest read(Account account, String id, String fields) {
        return new GraphRequest(account, Method.GET, id, Map.of("fields", fields), null, true, Expected.FIELDS);
    }

    /** Reads an edge. */
    public static GraphRequest list(Account account, String path, Map<String, Object> parameters) {
        return new GraphRequest(account, Method.GET, path, parameters, null, true, Expected.LIST);
    }

    /** Changes a node; idempotent. */
    public static GraphRequest update(Account account, String id, Map<String, Object> fields) {
        return new GraphRequest(account, Method.POST, id, fields, null, true, Expected.SUCCESS);
    }

    /** Creates an object in the account; sent twice, it creates two. */
    public static GraphRequest create(Account account, String edge, Map<String, Object> fields) {
        return new GraphRequest(
                account, Method.POST, account.adAccountId() + "/" + edge, fields, null, false, Expected.ID);
    }

    /** Has an object checked without creating it. */
    public static GraphRequest check(Account account, String edge, Map<String, Object> fields) {
        return new GraphRequest(
                account, Method.POST, account.adAccountId() + "/" + edge, fields, null, true, Expected.SUCCESS);
    }

    /** Uploads bytes to an edge of the account that recognises known bytes. */
    static GraphRequest upload(
            Account account, String edge, Map<String, Object> fields, Attachment bytes, Expected expected) {
        return new GraphRequest(
                account, Method.POST, account.adAccountId() + "/" + edge, fields, bytes, true, expected);
    }

    /** Deletes a node. */
    public static GraphRequest delete(Account account, String id) {
        return new GraphRequest(account, Method.DELETE, id, Map.of(), null, true, Expected.SUCCESS);
    }

    /** Returns true for reads of statistics, whose errors have their own meanings. */
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
     * @param fileName the part's file name; Meta requires a real extension
     * @param contentType its media type
     */
    public record Attachment(String field, Path file, long offset, long length, String fileName, String contentType) {}
}

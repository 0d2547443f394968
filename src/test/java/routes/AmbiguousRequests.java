package routes;

import java.util.LinkedHashMap;
import java.util.Map;

/** Requests whose end is ambiguous, each followed by another request. */
final class AmbiguousRequests {

    private static final String HOST = "Host: x\r\n";
    private static final String POST = "POST /v1/campaigns HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
    private static final String GET = "GET /v1/jobs HTTP/1.1\r\n" + HOST;

    /** The request that must never be answered. */
    static final String INNER = GET + "\r\n";

    private AmbiguousRequests() {}

    /** All requests, by their ambiguity. */
    static Map<String, String> all() {
        Map<String, String> requests = new LinkedHashMap<>();
        heads().forEach((what, head) -> requests.put(what, head + INNER));
        chunked()
                .forEach(
                        (what, body) -> requests.put(what, POST + "Transfer-Encoding: chunked\r\n\r\n" + body + INNER));
        return requests;
    }

    private static Map<String, String> heads() {
        Map<String, String> heads = new LinkedHashMap<>();
        String end = "\r\n0\r\n\r\n";
        heads.put("length and chunked", POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n" + end);
        heads.put("chunked and length", POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n" + end);
        heads.put("chunked not last", POST + "Transfer-Encoding: chunked, identity\r\n" + end);
        heads.put("gzip and chunked", POST + "Transfer-Encoding: gzip, chunked\r\n" + end);
        heads.put("chunked twice in a line", POST + "Transfer-Encoding: chunked, chunked\r\n" + end);
        heads.put("two lines of chunked", POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" + end);
        heads.put("chunked and identity", POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n" + end);
        heads.put("identity and chunked", POST + "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n" + end);
        heads.put("an unknown coding", POST + "Transfer-Encoding: xchunked\r\n" + end);
        heads.put("a quoted coding", POST + "Transfer-Encoding: \"chunked\"\r\n" + end);
        heads.put("a coding after a control character", POST + "Transfer-Encoding: \u000bchunked\r\n" + end);
        heads.put("an empty coding", POST + "Transfer-Encoding:\r\n" + end);
        heads.put(
                "chunked in HTTP/1.0",
                "POST /v1/campaigns HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n" + end);
        heads.put("space before the colon", POST + "Transfer-Encoding : chunked\r\n" + end);
        heads.put("tab before the colon", POST + "Content-Length\t: 5\r\n" + end);
        heads.put("a folded line", POST + "X-A: b\r\n Transfer-Encoding: chunked\r\n" + end);
        heads.put(
                "a folded first line", "POST /v1/campaigns HTTP/1.1\r\n " + HOST + HOST + "Content-Length: 0\r\n\r\n");
        heads.put("a folded coding", POST + "Transfer-Encoding:\r\n chunked\r\n" + end);
        heads.put("a header without a name", POST + ": chunked\r\nContent-Length: 0\r\n\r\n");
        heads.put("a header without a colon", POST + "Content-Length\r\nContent-Length: 0\r\n\r\n");
        heads.put("CR in a value", POST + "X-A: a\rSet-Cookie: b=c\r\nContent-Length: 2\r\n\r\n{}");
        heads.put("NUL in a value", POST + "X-A: a\u0000\r\nContent-Length: 2\r\n\r\n{}");
        heads.put("LF alone in the head", POST + "X-A: a\nContent-Length: 2\r\n\r\n{}");
        heads.put("LF alone at the end of the head", POST + "Content-Length: 2\r\n\n{}");
        heads.put("different lengths", POST + "Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}");
        heads.put("equal lengths", POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}");
        heads.put("lengths in a list", POST + "Content-Length: 2, 2\r\n\r\n{}");
        heads.put("a length with a plus", POST + "Content-Length: +2\r\n\r\n{}");
        heads.put("a negative length", POST + "Content-Length: -2\r\n\r\n{}");
        heads.put("a hexadecimal length", POST + "Content-Length: 0x2\r\n\r\n{}");
        heads.put("a broken length", POST + "Content-Length: 2.0\r\n\r\n{}");
        heads.put("a length with a space inside", POST + "Content-Length: 2 2\r\n\r\n{}");
        heads.put("an empty length", POST + "Content-Length:\r\n\r\n{}");
        heads.put("a huge length", POST + "Content-Length: 99999999999999999999\r\n\r\n{}");
        heads.put("two hosts", GET + "Host: y\r\n\r\n");
        heads.put("two equal hosts", GET + HOST + "\r\n");
        heads.put("no host", "GET /v1/jobs HTTP/1.1\r\n\r\n");
        heads.put("a host with a path", "GET /v1/jobs HTTP/1.1\r\nHost: x/y\r\n\r\n");
        heads.put("a host with a user", "GET /v1/jobs HTTP/1.1\r\nHost: a@x\r\n\r\n");
        heads.put("hosts in a list", "GET /v1/jobs HTTP/1.1\r\nHost: x, y\r\n\r\n");
        heads.put("NULs before a request", "\u0000\u0000" + GET + "\r\n");
        heads.put("a LF before a request", "\n" + GET + "\r\n");
        heads.put("a space before a request", " " + GET + "\r\n");
        heads.put("blank lines before a request", "\r\n\r\n\r\n" + GET + "\r\n");
        heads.put("NUL in the path", "GET /v1/jobs\u0000 HTTP/1.1\r\n" + HOST + "\r\n");
        heads.put("two spaces before the path", "GET  /v1/jobs HTTP/1.1\r\n" + HOST + "\r\n");
        heads.put("a tab in the request line", "GET /v1/jobs\tHTTP/1.1\r\n" + HOST + "\r\n");
        heads.put("a space after the version", "GET /v1/jobs HTTP/1.1 \r\n" + HOST + "\r\n");
        heads.put("HTTP/0.9", "GET /v1/jobs\r\n\r\n");
        heads.put("another version", "GET /v1/jobs HTTP/1.2\r\n" + HOST + "\r\n");
        heads.put("another spelling of the version", "GET /v1/jobs http/1.1\r\n" + HOST + "\r\n");
        heads.put("HTTP/2 without TLS", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        heads.put("LF alone after the request line", "GET /v1/jobs HTTP/1.1\n" + HOST + "\r\n");
        heads.put(
                "a body of a WebSocket draft",
                GET + "Upgrade: websocket\r\nSec-WebSocket-Key1: a\r\nSec-WebSocket-Key2: b\r\n\r\n12345678");
        return heads;
    }

    private static Map<String, String> chunked() {
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("a chunk size that overflows", "100000002\r\n{}\r\n0\r\n\r\n");
        bodies.put("a chunk size that overflows far", "10000000000000002\r\n{}\r\n0\r\n\r\n");
        bodies.put("a negative chunk size", "-2\r\n{}\r\n0\r\n\r\n");
        bodies.put("a chunk size with a plus", "+2\r\n{}\r\n0\r\n\r\n");
        bodies.put("a chunk size with 0x", "0x2\r\n{}\r\n0\r\n\r\n");
        bodies.put("no chunk size", "\r\n{}\r\n0\r\n\r\n");
        bodies.put("a space before a chunk size", " 2\r\n{}\r\n0\r\n\r\n");
        bodies.put("text after a chunk size", "2 x\r\n{}\r\n0\r\n\r\n");
        bodies.put("a quoted chunk extension", "2;a=\"\r\n\"\r\n{}\r\n0\r\n\r\n");
        bodies.put("CR in a chunk extension", "2;a\rb\r\n{}\r\n0\r\n\r\n");
        bodies.put("LF alone after a chunk size", "2\n{}\r\n0\r\n\r\n");
        bodies.put("LF alone after a chunk extension", "2;a\n{}\r\n0\r\n\r\n");
        bodies.put("a chunk longer than its size", "1\r\n{}\r\n0\r\n\r\n");
        bodies.put("LF alone after a chunk", "2\r\n{}\n0\r\n\r\n");
        bodies.put("LF alone at the end", "2\r\n{}\r\n0\r\n\n");
        bodies.put("a length in the trailer", "2\r\n{}\r\n0\r\nContent-Length: 9\r\n\r\n");
        bodies.put("a folded trailer", "2\r\n{}\r\n0\r\nX: a\r\n b\r\n\r\n");
        return bodies;
    }
}

package http;

import failures.Kind;
import http.Contract.Resource;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.ParsedHeaderValues;
import io.vertx.ext.web.RoutingContext;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks a request by its request line and headers, before its body arrives. */
final class HeadRules {

    /** Maximum size of an empty JSON object, white space included. */
    static final int MAX_EMPTY_OBJECT = 64;

    private static final Pattern EMPTY_OBJECT = Pattern.compile("\\s*(\\{\\s*})?\\s*");

    private final Contract contract;

    HeadRules(Contract contract) {
        this.contract = contract;
    }

    /**
     * Returns the call that a request asks for, with the body that its {@code Content-Type} names.
     *
     * @throws ProblemException if there is none, or the headers are invalid for it
     */
    Operation check(RoutingContext request) {
        Operation operation = operation(request);
        ParsedHeaderValues headers = request.parsedHeaders();
        checkAccept(operation.produces(), headers.accept());
        HttpServerRequest head = request.request();
        if (operation.body().isPresent() && !operation.body().get().required() && !announcesBody(head)) {
            return operation.withoutBody();
        }
        if (operation.body().isPresent()) {
            Operation chosen = chooseBody(operation, head.headers());
            checkBody(chosen.body().get(), headers.contentType(), head.headers());
            checkLength(chosen.body().get().maxBytes(), head.headers());
            return chosen;
        }
        if (announcesBody(head) && !mayBeEmptyObject(head)) {
            throw unwantedBody();
        }
        return operation;
    }

    /** HTTP tools send {@code {}} with each POST: it counts as no body. */
    private static boolean mayBeEmptyObject(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.method() != HttpMethod.GET
                && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                && Long.parseLong(length) <= MAX_EMPTY_OBJECT;
    }

    /**
     * Accepts an empty object as the body of a call that takes none.
     *
     * @throws ProblemException if the body has content
     */
    static void checkEmpty(Buffer body) {
        if (body != null && !EMPTY_OBJECT.matcher(body.toString()).matches()) {
            throw unwantedBody();
        }
    }

    private static ProblemException unwantedBody() {
        return ProblemException.of(Kind.INVALID_REQUEST, "This call takes no body.");
    }

    static boolean announcesBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    private Operation operation(RoutingContext request) {
        Resource resource = contract.resource(request.normalizedPath())
                .orElseThrow(() -> ProblemException.of(Kind.NOT_FOUND, "No such path."));
        return resource.operation(request.request().method().name()).orElseThrow(() -> {
            request.response().putHeader("Allow", resource.allow());
            return ProblemException.of(Kind.METHOD_NOT_ALLOWED, "This path allows " + resource.allow() + ".");
        });
    }

    private static void checkAccept(Set<String> produces, List<MIMEHeader> accepted) {
        boolean acceptable = produces.isEmpty()
                || accepted.isEmpty()
                || accepted.stream().filter(range -> range.weight() > 0).anyMatch(range -> produces.stream()
                        .anyMatch(mediaType -> covers(range, mediaType)));
        if (!acceptable) {
            throw ProblemException.of(
                    Kind.NOT_ACCEPTABLE, "This call answers with " + String.join(", ", produces) + ".");
        }
    }

    private static boolean covers(MIMEHeader range, String mediaType) {
        String accepted = range.value().trim().toLowerCase(Locale.ROOT);
        return accepted.equals("*/*")
                || accepted.equals(mediaType)
                || (accepted.endsWith("/*") && mediaType.startsWith(accepted.substring(0, accepted.length() - 1)));
    }

    private static Operation chooseBody(Operation operation, MultiMap headers) {
        if (!headers.contains(HttpHeaders.CONTENT_TYPE)) {
            throw unsupported("The Content-Type is missing; this call takes " + operation.takes() + ".");
        }
        Operation chosen = operation.taking(headers.get(HttpHeaders.CONTENT_TYPE));
        if (chosen.body().isEmpty()) {
            throw unsupported("This call takes " + operation.takes() + ".");
        }
        return chosen;
    }

    private static void checkBody(Operation.Body body, MIMEHeader contentType, MultiMap headers) {
        if (body.isMultipart()) {
            checkBoundary(contentType.parameter("boundary"));
        }
        String charset = contentType.parameter("charset");
        if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
            throw unsupported("The only charset is UTF-8.");
        }
        String coding = headers.get(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw unsupported("The body must not be compressed.");
        }
    }

    private static void checkBoundary(String boundary) {
        if (isBlank(boundary)) {
            throw unsupported("The Content-Type has no boundary.");
        }
        if (boundary.length() > MultipartParser.LONGEST_BOUNDARY) {
            throw ProblemException.of(
                    Kind.INVALID_REQUEST,
                    "The boundary in the Content-Type has " + boundary.length() + " characters; at most "
                            + MultipartParser.LONGEST_BOUNDARY + " are allowed.");
        }
    }

    private static void checkLength(long maxBytes, MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (length != null && Long.parseLong(length) > maxBytes) {
            throw tooLarge(maxBytes);
        }
    }

    static ProblemException tooLarge(long maxBytes) {
        return ProblemException.of(Kind.TOO_LARGE, "The body is larger than " + maxBytes + " bytes.");
    }

    private static ProblemException unsupported(String detail) {
        return ProblemException.of(Kind.UNSUPPORTED_MEDIA_TYPE, detail);
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}

package media;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a server's answer to a request for a file, or for the rest of one (RFC 9110).
 *
 * @param status its status
 * @param location where a redirect leads, or null
 * @param contentType as the server says, or null
 * @param first the first byte of the part that follows; 0 for a whole file
 * @param total the length of the whole file; null where the server does not say
 * @param validator a strong ETag, or else the date of the last change; null where there is neither
 */
record DownloadAnswer(
        int status, String location, String contentType, long first, Long total, String validator, InputStream body) {

    private static final int PARTIAL = 206;
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    /** The answer that an endpoint received. */
    static DownloadAnswer of(Exchange exchange) {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        Matcher range = RANGE.matcher(text(message, "Content-Range").orElse(""));
        boolean part = status == PARTIAL && range.matches();
        return new DownloadAnswer(
                status,
                text(message, "Location").orElse(null),
                text(message, Exchange.CONTENT_TYPE).orElse(null),
                part ? Long.parseLong(range.group(1)) : 0,
                part
                        ? number(range.group(2))
                        : text(message, "Content-Length")
                                .map(DownloadAnswer::number)
                                .orElse(null),
                text(message, "ETag")
                        .filter(tag -> !tag.startsWith("W/"))
                        .or(() -> text(message, "Last-Modified"))
                        .orElse(null),
                message.getBody(InputStream.class));
    }

    private static Optional<String> text(Message message, String header) {
        return Optional.ofNullable(message.getHeader(header, String.class));
    }

    private static Long number(String digits) {
        return digits.matches("\\d{1,18}") ? Long.valueOf(digits) : null;
    }

    /** Returns true if only a part of the file follows. */
    boolean isPart() {
        return status == PARTIAL;
    }
}

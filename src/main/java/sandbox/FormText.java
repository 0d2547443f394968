package sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Reads {@code a=1&b=2}, of a query or a form. Of a repeated name the last value counts. */
final class FormText {
    private FormText() {}

    static void parse(String text, Params params) {
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!name.isEmpty()) {
                params.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}

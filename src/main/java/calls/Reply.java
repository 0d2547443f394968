package calls;

import java.util.Map;

/**
 * The answer to a call.
 *
 * @param contentType null if there is no body
 * @param text the body, or null
 * @param headers other headers, such as {@code Location}
 */
public record Reply(int status, String contentType, String text, Map<String, String> headers) {

    /** The media type of all answers except problems. */
    public static final String JSON = "application/json";

    public static final String LOCATION = "Location";

    static final Reply NOTHING = new Reply(204, null, null, Map.of());
}

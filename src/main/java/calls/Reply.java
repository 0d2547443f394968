package calls;

import java.util.Map;

/**
 * What a call is answered with.
 *
 * @param contentType null where there is no text
 * @param text the body to the letter, or null
 * @param headers others than the media type, such as {@code Location}
 */
public record Reply(int status, String contentType, String text, Map<String, String> headers) {

    /** The media type of all answers that are no problems. */
    public static final String JSON = "application/json";

    /** The header that names the new object's place. */
    public static final String LOCATION = "Location";

    /** An answer without a body. */
    static final Reply NOTHING = new Reply(204, null, null, Map.of());
}

package clients;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of what people read: every token this process has used, and whatever stands where tokens stand in
 * HTTP. It is static because logs are written outside of any bean's life.
 */
public final class Secrets {

    private static final String REDACTED = "[redacted]";

    /** A shorter value is no token of Meta's, and would black out ordinary words. */
    private static final int SHORTEST = 8;
    /** Tokens kept in mind, the latest used; a process with more clients still redacts by place. */
    private static final int MOST = 1000;

    /** A header, as a log of HTTP prints it. */
    private static final Pattern HEADER = Pattern.compile(
            "(?i)(authorization\"?\\s*[:=]\\s*\\[?\"?(?:bearer|oauth|basic)\\s+|x-api-key\"?\\s*[:=]\\s*\"?)"
                    + "[^\\s\"\\[\\],;]+");
    /** A scheme and something as long as a token, wherever it stands. */
    private static final Pattern CREDENTIALS = Pattern.compile("\\b(Bearer|OAuth)\\s+[A-Za-z0-9._~+/=|-]{16,}");
    /** A parameter in a URL or a form, or a member of JSON. */
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)((?:access_token|appsecret_proof|client_secret|fb_exchange_token|input_token)"
                    + "(?:\\\\?\"\\s*:\\s*\\\\?\"|%3D|=))[^&\\s\"\\\\,)\\]}]+");

    /** A key of this service; its id may be read. */
    private static final Pattern API_KEY = Pattern.compile("(cs_[a-z0-9]{16}_)[A-Za-z0-9_-]{43}");

    private static final Map<String, Boolean> KNOWN = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };
    /** Of {@link #KNOWN}, for readers, who are many. */
    private static volatile String[] known = {};

    private Secrets() {}

    /** From now on the value is redacted wherever it stands. */
    public static void remember(String secret) {
        if (secret.length() < SHORTEST) {
            return;
        }
        synchronized (KNOWN) {
            if (KNOWN.put(secret, true) == null) {
                known = KNOWN.keySet().toArray(String[]::new);
            }
        }
    }

    /** The text without secrets; the same object if there are none in it. */
    public static String redact(String text) {
        if (text == null || text.length() < SHORTEST) {
            return text;
        }
        String clean = text;
        for (String secret : known) {
            if (clean.contains(secret)) {
                clean = clean.replace(secret, REDACTED);
            }
        }
        clean = API_KEY.matcher(clean).replaceAll("$1" + REDACTED);
        clean = HEADER.matcher(clean).replaceAll("$1" + REDACTED);
        clean = CREDENTIALS.matcher(clean).replaceAll("$1 " + REDACTED);
        clean = PARAMETER.matcher(clean).replaceAll("$1" + REDACTED);
        return clean.equals(text) ? text : clean;
    }
}

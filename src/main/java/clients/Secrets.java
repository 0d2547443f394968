package clients;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Redacts secrets in texts for people: every token that this process has used, and any value in a position where HTTP
 * has a token. It is static because logs are written outside of any bean's life.
 */
public final class Secrets {

    private static final String REDACTED = "[redacted]";

    /** Shorter values are not tokens of Meta, and would redact ordinary words. */
    private static final int SHORTEST = 8;
    /** Maximum number of tokens remembered, most recently used first. Other tokens are still redacted by position. */
    private static final int MOST = 1000;

    /** A header as HTTP logs print it. */
    private static final Pattern HEADER = Pattern.compile(
            "(?i)(authorization\"?\\s*[:=]\\s*\\[?\"?(?:bearer|oauth|basic)\\s+|x-api-key\"?\\s*[:=]\\s*\"?)"
                    + "[^\\s\"\\[\\],;]+");
    /** A scheme followed by a value as long as a token. */
    private static final Pattern CREDENTIALS = Pattern.compile("\\b(Bearer|OAuth)\\s+[A-Za-z0-9._~+/=|-]{16,}");
    /** A parameter in a URL or a form, or a member of JSON. */
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)((?:access_token|appsecret_proof|client_secret|fb_exchange_token|input_token)"
                    + "(?:\\\\?\"\\s*:\\s*\\\\?\"|%3D|=))[^&\\s\"\\\\,)\\]}]+");

    /** A key of this service; its id is not redacted. */
    private static final Pattern API_KEY = Pattern.compile("(cs_[a-z0-9]{16}_)[A-Za-z0-9_-]{43}");

    private static final Map<String, Boolean> KNOWN = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    };
    /** A copy of {@link #KNOWN} for readers, who are many. */
    private static volatile String[] known = {};

    private Secrets() {}

    /** Redacts the value in all later texts. */
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

    /** Redacts secrets; returns the same object if there are none. */
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

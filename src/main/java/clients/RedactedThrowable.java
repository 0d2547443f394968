package clients;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Replaces, in a log, a throwable whose text contains a secret or unescaped lines: same trace, same causes, clean
 * texts.
 */
final class RedactedThrowable extends Throwable {

    private final String text;

    private RedactedThrowable(Throwable original, Set<Throwable> seen) {
        super((String) null);
        this.text = clean(original.toString());
        setStackTrace(original.getStackTrace());
        if (original.getCause() != null && seen.add(original.getCause())) {
            initCause(new RedactedThrowable(original.getCause(), seen));
        }
        for (Throwable suppressed : original.getSuppressed()) {
            if (seen.add(suppressed)) {
                addSuppressed(new RedactedThrowable(suppressed, seen));
            }
        }
    }

    /** Returns the throwable itself if nothing in it, its causes and suppressed ones needs cleaning. */
    static Throwable of(Throwable original) {
        if (isClean(original, identitySet())) {
            return original;
        }
        Set<Throwable> seen = identitySet();
        seen.add(original);
        return new RedactedThrowable(original, seen);
    }

    private static boolean isClean(Throwable throwable, Set<Throwable> seen) {
        if (throwable == null || !seen.add(throwable)) {
            return true;
        }
        String text = throwable.toString();
        return clean(text) == text
                && isClean(throwable.getCause(), seen)
                && Stream.of(throwable.getSuppressed()).allMatch(suppressed -> isClean(suppressed, seen));
    }

    private static Set<Throwable> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static String clean(String text) {
        return LogLines.escape(Secrets.redact(text));
    }

    @Override
    public String toString() {
        return text;
    }
}

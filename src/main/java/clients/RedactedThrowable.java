package clients;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Stands in a log for a throwable whose text holds a secret: same trace, same causes, clean texts. */
final class RedactedThrowable extends Throwable {

    private final String text;

    private RedactedThrowable(Throwable original, Set<Throwable> seen) {
        super((String) null);
        this.text = Secrets.redact(original.toString());
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

    /** The throwable itself if nothing in it, its causes and suppressed ones is secret. */
    static Throwable of(Throwable original) {
        StringWriter printed = new StringWriter();
        original.printStackTrace(new PrintWriter(printed, true));
        String text = printed.toString();
        if (Secrets.redact(text) == text) {
            return original;
        }
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(original);
        return new RedactedThrowable(original, seen);
    }

    @Override
    public String toString() {
        return text;
    }
}

package shares;

import java.util.Locale;

/** The limits that callers share. */
public enum SharedLimit {
    JSON_BODIES,
    UPLOADS,
    UPLOAD_SPACE,
    CALLS,
    WAITS,
    EVENT_STREAMS,
    KEY_LOOKUPS,
    UNFINISHED_JOBS,
    IDEMPOTENCY_KEYS,
    PAGES;

    /** The name in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

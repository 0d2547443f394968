package observability;

import java.util.Locale;

/** What a call waits for before it is sent to Meta. */
enum CallWait {
    /** Its turn, where the account comes near one of Meta's limits. */
    THROTTLE,
    /** A slot, and the pace of its account. */
    SLOT;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

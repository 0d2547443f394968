package observability;

import webhooks.Conclusion;

import java.util.Locale;

/** How an attempt to deliver a webhook went. */
public enum WebhookOutcome {
    /** The receiver took it. */
    DELIVERED,
    /** It did not, or did not answer; another attempt follows. */
    RETRIED,
    /** As before, and this was the last attempt. */
    FAILED,
    /** The receiver wants no more of them (HTTP 410). */
    GONE;

    /** What a conclusion is, for those who watch. */
    static WebhookOutcome of(Conclusion conclusion) {
        return switch (conclusion.status()) {
            case Conclusion.DELIVERED -> DELIVERED;
            case Conclusion.PENDING -> RETRIED;
            case Conclusion.GONE -> GONE;
            default -> FAILED;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

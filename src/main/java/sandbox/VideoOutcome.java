package sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How Meta's processing of a video ends. */
enum VideoOutcome {
    READY,
    ERROR,
    EXPIRED,
    /** The video no longer exists. */
    DELETED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<VideoOutcome> of(String text) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.text().equals(text))
                .findFirst();
    }
}

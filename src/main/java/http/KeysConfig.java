package http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.Optional;

/** Who may call the API. */
@ConfigMapping(prefix = "creative.api")
public interface KeysConfig {

    /** Whether calls need a key. The packaged service knows {@code required} alone; dev mode and tests do without. */
    @WithDefault("required")
    Keys keys();

    /** The key that manages clients and keys, and may call for every client; unset, nobody can. Variable {@code ADMIN_API_KEY}. */
    Optional<String> adminKey();

    /**
     * Queries for keys at once, each by a thread of its own: this number for keys that this process knows to be good, and
     * the same number for all others, so that nobody who invents keys keeps a good one waiting.
     */
    @WithDefault("4")
    int maxKeyLookups();

    /** Such queries that wait; one more is refused with 503. */
    @WithDefault("500")
    int maxWaitingKeyLookups();

    /** How long one may wait; then it is refused with 503. */
    @WithDefault("2s")
    Duration keyLookupWait();

    /** Whether calls need a key. */
    enum Keys {
        /** Each call needs one. */
        REQUIRED,
        /** A call without a key may do everything; one that carries a key may do what the key may. */
        NONE
    }
}

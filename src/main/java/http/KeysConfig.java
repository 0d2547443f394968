package http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.Optional;

/** API keys. */
@ConfigMapping(prefix = "creative.api")
public interface KeysConfig {

    /** Whether calls need a key. The packaged service only allows {@code required}. */
    @WithDefault("required")
    Keys keys();

    /**
     * The key that manages clients and keys, and may call for every client. Unset, those operations are closed.
     * Variable {@code ADMIN_API_KEY}.
     */
    Optional<String> adminKey();

    /**
     * Threads that look up keys: this number for keys known to be valid, and the same number for all others, so that
     * lookups of invented keys do not delay valid ones.
     */
    @WithDefault("4")
    int maxKeyLookups();

    /** Queued lookups; more are rejected with 503. */
    @WithDefault("500")
    int maxWaitingKeyLookups();

    /** How long a lookup may take; then the call is rejected with 503. */
    @WithDefault("2s")
    Duration keyLookupWait();

    enum Keys {
        /** Every call needs a key. */
        REQUIRED,
        /** A call without a key may do everything; a call with a key is limited to the key's scope. */
        NONE
    }
}

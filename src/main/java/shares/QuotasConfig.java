package shares;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many rows one client may have in the database, so that it cannot fill it up. */
@ConfigMapping(prefix = "creative.api.quotas")
public interface QuotasConfig {

    /** Unfinished jobs of a client; a new one, or a retry, is refused with 429 until some have ended. */
    @WithDefault("20000")
    int unfinishedJobs();

    /**
     * Idempotency-Keys of a client that are kept; a new one is refused with 429 until old ones have expired, after
     * {@link IdempotencyConfig#idempotencyRetention()}.
     */
    @WithDefault("50000")
    int idempotencyKeys();
}

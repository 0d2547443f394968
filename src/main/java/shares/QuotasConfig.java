package shares;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Maximum number of rows of one client, so that it cannot fill the database. */
@ConfigMapping(prefix = "creative.api.quotas")
public interface QuotasConfig {

    /** Unfinished jobs of a client; a new one, or a retry, is rejected with 429 until some have ended. */
    @WithDefault("20000")
    int unfinishedJobs();

    /**
     * Unexpired Idempotency-Keys of a client; a new one is rejected with 429 until old ones have expired, after {@link
     * IdempotencyConfig#idempotencyRetention()}.
     */
    @WithDefault("50000")
    int idempotencyKeys();
}

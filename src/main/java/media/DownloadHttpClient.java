package media;

import io.quarkus.arc.Unremovable;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import outbound.CallLimits;
import outbound.GuardedHttpClient;
import outbound.OutboundConfig;
import outbound.OutboundPolicy;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Downloads files from URLs of callers, only from public addresses and with a minimum rate. */
@Singleton
@Unremovable
@Named("downloadHttpClient")
public class DownloadHttpClient extends GuardedHttpClient {

    @Inject
    public DownloadHttpClient(OutboundConfig outbound, MediaConfig config) {
        super(
                OutboundPolicy.of(outbound),
                CallLimits.ofDownload(
                        config.downloadPeriod(),
                        config.maxDownload().asLongValue(),
                        config.downloadRate().asLongValue()));
    }

    /** A compressed answer cannot be resumed at a byte. */
    @Override
    protected void customize(HttpClientBuilder builder) {
        builder.disableContentCompression();
    }
}

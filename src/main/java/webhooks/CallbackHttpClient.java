package webhooks;

import io.quarkus.arc.Unremovable;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import outbound.CallLimits;
import outbound.GuardedHttpClient;
import outbound.OutboundConfig;
import outbound.OutboundPolicy;

import java.io.IOException;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * The HTTP client for webhook receivers, which are not trusted. The {@link OutboundPolicy} restricts their addresses,
 * and only the head of an answer is read.
 */
@Singleton
@Unremovable
@Named("callbackHttpClient")
public class CallbackHttpClient extends GuardedHttpClient {

    @Inject
    public CallbackHttpClient(OutboundConfig outbound, WebhooksConfig config) {
        super(OutboundPolicy.of(outbound), new CallLimits(config.timeout(), 0));
    }

    @Override
    protected void customize(HttpClientBuilder builder) {
        builder.disableContentCompression().addExecInterceptorFirst("head-only", CallbackHttpClient::readHead);
    }

    private static ClassicHttpResponse readHead(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            response.setEntity(null);
            return response;
        } finally {
            scope.execRuntime.discardEndpoint();
        }
    }
}

package webhooks;

import io.quarkus.arc.Unremovable;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import outbound.GuardedHttpClient;
import outbound.OutboundConfig;
import outbound.OutboundPolicy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * Calls receivers of webhooks, whom nobody vouches for: where they may be is said by the {@link OutboundPolicy}, an
 * attempt ends in time even if its answer comes a byte at a time, and of an answer only its head is read.
 */
@Singleton
@Unremovable
@Named("callbackHttpClient")
public class CallbackHttpClient implements HttpClientConfigurer {

    private final GuardedHttpClient client;
    private final Duration timeout;

    @Inject
    public CallbackHttpClient(OutboundConfig outbound, WebhooksConfig config) {
        this.client = new GuardedHttpClient(OutboundPolicy.of(outbound), config.timeout());
        this.timeout = config.timeout();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        client.configureHttpClient(builder);
        builder.disableContentCompression().addExecInterceptorFirst("deadline", this::callInTime);
    }

    private ClassicHttpResponse callInTime(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            scope.execRuntime.discardEndpoint();
            return null;
        });
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            response.setEntity(null);
            return response;
        } catch (IOException e) {
            throw answer.isCompletedExceptionally() ? new DeliveryTimeoutException(e) : e;
        } finally {
            answer.complete(null);
            scope.execRuntime.discardEndpoint();
        }
    }
}

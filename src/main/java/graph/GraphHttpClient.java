package graph;

import clients.AppSecretProof;
import clients.Tokens;
import io.quarkus.arc.Unremovable;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.Timeout;

import java.io.IOException;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * The last hands a request goes through. Two headers that never reach the wire say whose token to add and how long
 * to wait for the answer: so the token is in no exchange, and a call ends with its caller's deadline.
 */
@Singleton
@Unremovable
@Named("graphHttpClient")
public class GraphHttpClient implements HttpClientConfigurer {

    /** The {@code token_ref} of the account. */
    static final String TOKEN_REF = "X-Creative-Token-Ref";
    /** The response timeout in milliseconds. */
    static final String TIMEOUT_MILLIS = "X-Creative-Timeout-Millis";

    private final Tokens tokens;
    private final Optional<String> appSecretRef;

    @Inject
    public GraphHttpClient(Tokens tokens, GraphConfig config) {
        this.tokens = tokens;
        this.appSecretRef = config.appSecretRef();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableCookieManagement()
                .disableRedirectHandling()
                .disableAuthCaching()
                .addExecInterceptorFirst("account", new AccountHandler());
    }

    private class AccountHandler implements ExecChainHandler {
        @Override
        public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
                throws IOException, HttpException {
            Header timeout = take(request, TIMEOUT_MILLIS);
            if (timeout != null) {
                RequestConfig config = RequestConfig.copy(scope.clientContext.getRequestConfigOrDefault())
                        .setResponseTimeout(Timeout.ofMilliseconds(Long.parseLong(timeout.getValue())))
                        .build();
                scope.clientContext.setRequestConfig(config);
            }
            Header tokenRef = take(request, TOKEN_REF);
            if (tokenRef != null) {
                String token = tokens.resolve(tokenRef.getValue());
                request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
                appSecretRef.ifPresent(
                        ref -> addParameter(request, "appsecret_proof", AppSecretProof.of(token, tokens.resolve(ref))));
            }
            return chain.proceed(request, scope);
        }

        /** In the query, whatever the body: Meta reads parameters from both. */
        private static void addParameter(ClassicHttpRequest request, String name, String value) {
            String path = request.getPath();
            request.setPath(path + (path.indexOf('?') < 0 ? '?' : '&') + name + '=' + value);
        }

        private static Header take(ClassicHttpRequest request, String name) {
            Header header = request.getFirstHeader(name);
            request.removeHeaders(name);
            return header;
        }
    }
}

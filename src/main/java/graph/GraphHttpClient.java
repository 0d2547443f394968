package graph;

import clients.AppSecretProof;
import clients.Tokens;
import io.quarkus.arc.Unremovable;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import outbound.CallLimits;
import outbound.OutboundClient;

import java.io.IOException;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * Adds the access token just before a request is sent. An internal header, never sent, identifies the token, so that no
 * exchange contains it.
 */
@Singleton
@Unremovable
@Named("graphHttpClient")
public class GraphHttpClient extends OutboundClient {

    /** The {@code token_ref} of the account. */
    static final String TOKEN_REF = "X-Creative-Token-Ref";

    private final Tokens tokens;
    private final Optional<String> appSecretRef;

    @Inject
    public GraphHttpClient(Tokens tokens, GraphConfig config) {
        super(new CallLimits(
                config.timeout(),
                config.maxAnswer().asLongValue(),
                config.uploadRate().asLongValue()));
        this.tokens = tokens;
        this.appSecretRef = config.appSecretRef();
    }

    @Override
    protected void customize(HttpClientBuilder builder) {
        builder.addExecInterceptorFirst("account", new AccountHandler());
    }

    private class AccountHandler implements ExecChainHandler {
        @Override
        public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
                throws IOException, HttpException {
            Header tokenRef = request.getFirstHeader(TOKEN_REF);
            request.removeHeaders(TOKEN_REF);
            if (tokenRef != null) {
                String token = tokens.resolve(tokenRef.getValue());
                request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
                appSecretRef.ifPresent(
                        ref -> addParameter(request, "appsecret_proof", AppSecretProof.of(token, tokens.resolve(ref))));
            }
            return chain.proceed(request, scope);
        }

        /** In the query even if there is a body: Meta reads parameters from both. */
        private static void addParameter(ClassicHttpRequest request, String name, String value) {
            String path = request.getPath();
            request.setPath(path + (path.indexOf('?') < 0 ? '?' : '&') + name + '=' + value);
        }
    }
}

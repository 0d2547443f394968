package outbound;

import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;

import java.io.IOException;
import java.time.Duration;

/** Keeps each call of a client within its {@link CallLimits}. It encloses all other handlers of the client. */
final class CallLimiter implements ExecChainHandler {

    private final CallLimits limits;

    CallLimiter(CallLimits limits) {
        this.limits = limits;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Duration left = left(request);
        CallWatch watch = new CallWatch(limits, left, scope.execRuntime::discardEndpoint);
        HttpEntity body = request.getEntity();
        Duration silence = limits.timeout();
        if (body != null && (body.getContentLength() < 0 || body.getContentLength() > CallLimits.SMALL_BODY)) {
            request.setEntity(new WatchedBody(body, watch));
            silence = silence.plus(limits.longestArrival());
        }
        limitPhases(scope, left, silence);
        CallWatch.current(watch);
        boolean answered = false;
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            HttpEntity answer = response.getEntity();
            if (answer != null) {
                checkLength(answer, watch);
                response.setEntity(new BoundedAnswer(answer, watch, limits.answerBytes()));
                answered = true;
            }
            return response;
        } catch (IOException e) {
            throw watch.explain(e);
        } finally {
            CallWatch.current(null);
            if (!answered) {
                watch.end();
            }
        }
    }

    private static Duration left(ClassicHttpRequest request) {
        Header left = request.getFirstHeader(OutboundClient.TIME_LEFT_MILLIS);
        request.removeHeaders(OutboundClient.TIME_LEFT_MILLIS);
        return left == null ? null : Duration.ofMillis(Long.parseLong(left.getValue()));
    }

    /**
     * Nothing can break off an attempt to connect: so each address gets its part, and one part is left to the answer.
     *
     * @param silence how long the watch lets the other side be silent, at most
     */
    @SuppressWarnings("deprecation") // The only limit for a connection that can differ from call to call.
    private void limitPhases(ExecChain.Scope scope, Duration left, Duration silence) {
        Duration budget = left == null || left.compareTo(limits.timeout()) > 0 ? limits.timeout() : left;
        long part = budget.toMillis() / (BoundedResolver.MOST_ADDRESSES + 1);
        Timeout limit =
                Timeout.ofMilliseconds(Math.max(1, Math.min(part, OutboundClient.MOST_FOR_CONNECTING.toMillis())));
        RequestConfig config = scope.clientContext.getRequestConfigOrDefault();
        scope.clientContext.setRequestConfig(RequestConfig.copy(config)
                .setConnectTimeout(limit)
                .setConnectionRequestTimeout(limit)
                .setResponseTimeout(shorter(config.getResponseTimeout(), silence))
                .build());
    }

    /** An endpoint may be less patient with silence, but not more. */
    private static Timeout shorter(Timeout ofEndpoint, Duration silence) {
        Timeout most = Timeout.of(silence.plus(OutboundClient.A_MOMENT));
        boolean shorter = ofEndpoint != null && ofEndpoint.isEnabled() && ofEndpoint.compareTo(most) < 0;
        return shorter ? ofEndpoint : most;
    }

    /** An answer that says that it is too large is not read at all. */
    private void checkLength(HttpEntity answer, CallWatch watch) throws AnswerTooLargeException {
        if (answer.getContentLength() > limits.answerBytes()) {
            watch.abort();
            throw new AnswerTooLargeException(limits.answerBytes());
        }
    }
}

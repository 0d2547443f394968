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

/** Enforces the {@link CallLimits} of each call. It wraps all other handlers of the client. */
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
                watch.receivesBody();
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
     * A connection attempt cannot be cancelled. So each address gets a part of the time, and one part is left for the
     * answer.
     *
     * @param silence the watch's limit for silence of the other side
     */
    @SuppressWarnings("deprecation") // The only per-call limit for connecting.
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

    /** An endpoint may set a shorter timeout for silence, not a longer one. */
    private static Timeout shorter(Timeout ofEndpoint, Duration silence) {
        Timeout most = Timeout.of(silence.plus(OutboundClient.A_MOMENT));
        boolean shorter = ofEndpoint != null && ofEndpoint.isEnabled() && ofEndpoint.compareTo(most) < 0;
        return shorter ? ofEndpoint : most;
    }

    /** An answer whose length header exceeds the limit is not read at all. */
    private void checkLength(HttpEntity answer, CallWatch watch) throws AnswerTooLargeException {
        if (answer.getContentLength() > limits.answerBytes()) {
            watch.abort();
            throw new AnswerTooLargeException(limits.answerBytes());
        }
    }
}

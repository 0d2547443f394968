package http;

import calls.ApiCall;
import calls.Reply;
import guardrails.AuditLog;
import idempotency.IdempotencyKeys;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

import java.util.HashMap;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Last step of every call: settles its Idempotency-Key and writes the answer to the message. */
@Singleton
public class Replies implements Processor {

    private final IdempotencyKeys keys;
    private final FailureProblems failures;
    private final AuditLog audit;

    @Inject
    public Replies(IdempotencyKeys keys, FailureProblems failures, AuditLog audit) {
        this.keys = keys;
        this.failures = failures;
        this.audit = audit;
    }

    /** Answers with the result of the flow. */
    @Override
    public void process(Exchange exchange) {
        send(exchange, call(exchange));
    }

    /** Answers with the problem of the failure that ended the flow. */
    public void refuse(Exchange exchange) {
        ApiCall call = call(exchange);
        Problem problem = failures.of(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class), call);
        Map<String, String> headers = new HashMap<>();
        problem.retryAfterSeconds().ifPresent(seconds -> headers.put("Retry-After", seconds));
        call.reply(new Reply(
                problem.status(),
                Problem.MEDIA_TYPE,
                problem.toJson(call.path()).toString(),
                headers));
        send(exchange, call);
    }

    private void send(Exchange exchange, ApiCall call) {
        keys.conclude(call);
        audit.end(call);
        Reply reply = call.reply();
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, reply.status());
        if (reply.text() != null) {
            message.setHeader(Exchange.CONTENT_TYPE, reply.contentType());
        }
        reply.headers().forEach(message::setHeader);
        message.setBody(reply.text());
    }

    static ApiCall call(Exchange exchange) {
        return exchange.getProperty(ApiCall.PROPERTY, ApiCall.class);
    }
}

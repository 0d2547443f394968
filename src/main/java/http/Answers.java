package http;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;

import jakarta.inject.Singleton;

/** Writes answers that every call shares. */
@Singleton
@Unremovable
public class Answers {

    /** Makes the message a problem+json answer. */
    public void problem(
            @Variable("problem") Problem problem, @Variable("instance") String instance, Exchange exchange) {
        Message message = exchange.getMessage();
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, problem.status());
        message.setHeader(Exchange.CONTENT_TYPE, Problem.MEDIA_TYPE);
        problem.retryAfterSeconds().ifPresent(seconds -> message.setHeader("Retry-After", seconds));
        message.setBody(problem.toJson(instance).toString());
    }
}

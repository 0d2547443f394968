package http;

import clients.KeyScope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import http.ContractSchema.Violation;
import http.Problem.FieldError;
import io.quarkus.arc.Unremovable;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.apache.camel.spi.RestClientRequestValidator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Checks each request against the contract before its route begins, and hands it over as typed variables (see
 * {@link ApiVariables}). A request with faults is answered with all of them at once and enters no route.
 *
 * <p>Camel finds this bean by its type; it replaces the validator that Camel has of its own.
 */
@Singleton
@Unremovable
public class ContractValidator implements RestClientRequestValidator {

    private static final int MOST_ERRORS = 100;

    private final Contract contract;

    @Inject
    ContractValidator(Contract contract) {
        this.contract = contract;
    }

    @Override
    public ValidationError validate(Exchange exchange, ValidationContext context) {
        try {
            accept(exchange);
            return null;
        } catch (ProblemException e) {
            return refuse(exchange, e.problem());
        }
    }

    private void accept(Exchange exchange) {
        HttpServerRequest request = exchange.getMessage(HttpMessage.class).getRequest();
        Contract.Resource resource = contract.resource(
                        exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class))
                .orElseThrow(() -> ProblemException.of(Problem.Kind.NOT_FOUND, "There is nothing at this path."));
        Operation operation = resource.operation(request.method().name())
                .orElseThrow(() -> ProblemException.of(
                        Problem.Kind.METHOD_NOT_ALLOWED, "This path allows " + resource.allow() + "."));

        List<FieldError> errors = new ArrayList<>();
        Map<String, String> parameters = new ParameterReader(operation, errors)
                .read(resource.pathParameters(), request.query(), request.headers());
        operation.body().ifPresent(body -> {
            if (body.isMultipart()) {
                readForm(exchange, request, body, errors);
            } else {
                readJson(exchange, body, errors);
            }
        });
        KeyScope scope = Identities.scope(
                exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, User.class));
        new ClientBinding(scope)
                .bind(operation, parameters, exchange.getVariable(ApiVariables.REQUEST, ObjectNode.class), errors);
        if (!errors.isEmpty()) {
            throw refusal(errors);
        }

        exchange.setVariable(ApiVariables.OPERATION, operation.id());
        exchange.setVariable(ApiVariables.INSTANCE, exchange.getMessage().getHeader(Exchange.HTTP_PATH));
        exchange.setVariable(ApiVariables.KEY_SCOPE, scope);
        exchange.setVariable(ApiVariables.PARAMETERS, Map.copyOf(parameters));
        BooleanSupplier isThere = () -> !request.response().closed();
        exchange.setVariable(ApiVariables.CALLER_IS_THERE, isThere);
        // What stays on the message would be the answer: a route that sets no body answers with none, and
        // with JSON unless it says otherwise. A header might be obeyed by a component on the way: Camel's own
        // of an upload hold the name that the caller gave it.
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(null);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    /** With so many faults that a caller can read them: a body of a megabyte may have a hundred thousand. */
    private static ProblemException refusal(List<FieldError> errors) {
        boolean all = errors.size() <= MOST_ERRORS;
        return new ProblemException(Problem.of(
                        Problem.Kind.INVALID_REQUEST,
                        "The request does not match the contract"
                                + (all
                                        ? "."
                                        : "; the first " + MOST_ERRORS + " of " + errors.size() + " faults follow."))
                .withErrors(all ? errors : errors.subList(0, MOST_ERRORS)));
    }

    private static void readJson(Exchange exchange, Operation.Body body, List<FieldError> errors) {
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        JsonNode json;
        try {
            json = StrictJson.parse(bytes == null ? new byte[0] : bytes);
        } catch (StrictJson.MalformedJsonException e) {
            errors.add(FieldError.atPointer("", "is not JSON: " + e.getMessage()));
            return;
        }
        Map<String, FieldError> byPointer = new LinkedHashMap<>();
        Stream.concat(TextRules.violations(json).stream(), body.schema().violations(json).stream())
                .forEach(violation -> byPointer.putIfAbsent(violation.pointer(), pointed(violation)));
        errors.addAll(byPointer.values());
        if (json instanceof ObjectNode object) {
            exchange.setVariable(ApiVariables.REQUEST, object);
        }
    }

    private static FieldError pointed(Violation violation) {
        return FieldError.atPointer(violation.pointer(), violation.detail());
    }

    private static void readForm(
            Exchange exchange, HttpServerRequest request, Operation.Body body, List<FieldError> errors) {
        AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
        FormReader form = new FormReader(body);
        form.read(request.formAttributes().entries(), message.hasAttachments() ? message.getAttachments() : Map.of());
        errors.addAll(form.errors());
        exchange.setVariable(ApiVariables.REQUEST, form.texts());
        exchange.setVariable(ApiVariables.FILES, Map.copyOf(form.files()));
    }

    private static ValidationError refuse(Exchange exchange, Problem problem) {
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, Problem.MEDIA_TYPE);
        String instance = exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class);
        return new ValidationError(problem.status(), problem.toJson(instance).toString());
    }
}

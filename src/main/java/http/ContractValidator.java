package http;

import clients.KeyScope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Kind;
import http.ContractSchema.Violation;
import io.quarkus.arc.Unremovable;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.apache.camel.spi.RestClientRequestValidator;
import org.apache.camel.support.SynchronizationAdapter;
import shares.ShareOwner;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
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

    /** The most that the faults of one request take in its answer, in bytes. */
    private static final int MAX_ERRORS_SIZE = 64 * 1024;

    private final Contract contract;
    private final JsonMemory memory;

    @Inject
    ContractValidator(Contract contract, JsonMemory memory) {
        this.contract = contract;
        this.memory = memory;
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
                .orElseThrow(() -> ProblemException.of(Kind.NOT_FOUND, "There is nothing at this path."));
        Operation operation = resource.operation(request.method().name())
                .orElseThrow(() ->
                        ProblemException.of(Kind.METHOD_NOT_ALLOWED, "This path allows " + resource.allow() + "."));

        User user = exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, User.class);
        List<FieldError> errors = new ArrayList<>();
        Map<String, String> parameters = new ParameterReader(operation, errors)
                .read(resource.pathParameters(), request.query(), request.headers());
        boolean complete = operation
                .body()
                .map(body -> body.isMultipart()
                        ? readForm(exchange, request, body, errors)
                        : readJson(exchange, Identities.shareOwner(user), body, errors))
                .orElse(true);
        KeyScope scope = Identities.scope(user);
        new ClientBinding(scope)
                .bind(operation, parameters, exchange.getVariable(ApiVariables.REQUEST, ObjectNode.class), errors);
        if (!errors.isEmpty()) {
            throw refusal(errors, complete);
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

    /**
     * The refusal of a request, with as many of its faults as a caller can read.
     *
     * @param complete whether these are all faults
     */
    static ProblemException refusal(List<FieldError> errors, boolean complete) {
        List<FieldError> named = new ArrayList<>();
        int size = 0;
        for (FieldError error : errors) {
            size += error.toJson().toString().getBytes(StandardCharsets.UTF_8).length;
            if (named.size() == Faults.MAX_PLACES || size > MAX_ERRORS_SIZE) {
                break;
            }
            named.add(error);
        }
        boolean all = complete && named.size() == errors.size();
        return new ProblemException(Problem.of(
                        Kind.INVALID_REQUEST,
                        "The request does not match the contract"
                                + (all ? "." : "; the first " + named.size() + " faults follow."))
                .withErrors(named));
    }

    private boolean readJson(Exchange exchange, ShareOwner owner, Operation.Body body, List<FieldError> errors) {
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        Runnable giveBack = memory.take(owner, bytes == null ? 0 : bytes.length);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                giveBack.run();
            }
        });
        JsonNode json;
        try {
            json = StrictJson.parse(bytes == null ? new byte[0] : bytes);
        } catch (StrictJson.MalformedJsonException e) {
            errors.add(FieldError.atPointer(e.pointer(), e.detail()));
            return true;
        }
        body.omissions().prune(json);
        if (json instanceof ObjectNode object) {
            exchange.setVariable(ApiVariables.REQUEST, object);
        }
        Faults faults = new Faults();
        body.check(json, faults);
        faults.list().forEach(violation -> errors.add(pointed(violation)));
        return !faults.isFull();
    }

    private static FieldError pointed(Violation violation) {
        return FieldError.atPointer(violation.pointer(), violation.detail());
    }

    private static boolean readForm(
            Exchange exchange, HttpServerRequest request, Operation.Body body, List<FieldError> errors) {
        AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
        FormReader form = new FormReader(body);
        form.read(request.formAttributes().entries(), message.hasAttachments() ? message.getAttachments() : Map.of());
        errors.addAll(form.errors());
        exchange.setVariable(ApiVariables.REQUEST, form.texts());
        exchange.setVariable(ApiVariables.FILES, Map.copyOf(form.files()));
        return true;
    }

    private static ValidationError refuse(Exchange exchange, Problem problem) {
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, Problem.MEDIA_TYPE);
        problem.retryAfterSeconds().ifPresent(seconds -> exchange.getMessage().setHeader("Retry-After", seconds));
        String instance = exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class);
        return new ValidationError(problem.status(), problem.toJson(instance).toString());
    }
}

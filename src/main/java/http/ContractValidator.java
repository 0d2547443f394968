package http;

import calls.ApiCall;
import calls.ApiRequest;
import calls.BodyFormat;
import calls.UploadedFile;
import clients.KeyScope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;
import graph.ApiCallsConfig;
import graph.Caller;
import guardrails.AuditLog;
import http.ContractSchema.Violation;
import io.quarkus.arc.All;
import io.quarkus.arc.Unremovable;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.apache.camel.spi.RestClientRequestValidator;
import org.apache.camel.support.SynchronizationAdapter;
import shares.ShareOwner;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Checks each request against the contract before its route begins, and passes it on as an {@link ApiCall}. A request
 * with errors is answered with all of them at once and reaches no route.
 *
 * <p>Camel finds this bean by its type; it replaces Camel's own validator.
 */
@Singleton
@Unremovable
public class ContractValidator implements RestClientRequestValidator {

    /** Maximum size of the errors in one answer, in bytes. */
    private static final int MAX_ERRORS_SIZE = 64 * 1024;

    private static final String JSON = "application/json";

    private final Contract contract;
    private final JsonMemory memory;
    private final ApiCallsConfig config;
    private final AuditLog audit;
    /** By operation. */
    private final Map<String, BodyFormat> formats;

    @Inject
    ContractValidator(
            Contract contract,
            JsonMemory memory,
            ApiCallsConfig config,
            AuditLog audit,
            @All List<BodyFormat> formats) {
        this.contract = contract;
        this.memory = memory;
        this.config = config;
        this.audit = audit;
        this.formats = formats.stream().collect(Collectors.toMap(BodyFormat::operation, format -> format));
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
                .orElseThrow(() -> ProblemException.of(Kind.NOT_FOUND, "No such path."));
        Operation whole = resource.operation(request.method().name())
                .orElseThrow(() ->
                        ProblemException.of(Kind.METHOD_NOT_ALLOWED, "This path allows " + resource.allow() + "."));
        Operation operation = whole.taking(request.getHeader(HttpHeaders.CONTENT_TYPE));

        User user = exchange.getMessage().getHeader(VertxPlatformHttpConstants.AUTHENTICATED_USER, User.class);
        List<FieldError> errors = new ArrayList<>();
        Map<String, String> parameters = new ParameterReader(operation, errors)
                .read(resource.pathParameters(), request.query(), request.headers());
        List<Runnable> ends = new ArrayList<>();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                ends.forEach(Runnable::run);
            }
        });
        boolean form = operation.body().filter(Operation.Body::isMultipart).isPresent();
        Content content = operation.body().isEmpty()
                ? new Content(null, Map.of(), true)
                : form
                        ? readForm(
                                request,
                                Identities.shareOwner(user),
                                operation.body().get(),
                                errors,
                                ends)
                        : readText(exchange, Identities.shareOwner(user), whole, operation, errors, ends);
        KeyScope scope = Identities.scope(user);
        new ClientBinding(scope).bind(operation, parameters, content.fields(), errors);
        if (!errors.isEmpty()) {
            throw refusal(errors, content.complete());
        }
        try {
            ScopeCheck.check(operation, content.fields(), form, scope);
        } catch (ProblemException e) {
            audit.refused(
                    operation.id(), scope, e.problem().members().path("scope").asText());
            throw e;
        }
        ApiCall call = new ApiCall(
                new Caller(Caller.Role.API, Instant.now().plus(config.deadline())),
                new ApiRequest(
                        operation.id(),
                        operation.success(),
                        exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class),
                        Map.copyOf(parameters),
                        content.fields(),
                        form,
                        content.files(),
                        scope,
                        operation.scope(),
                        operation.creates()));
        ends.add(call::end);
        audit.begin(call);
        begin(exchange, call);
    }

    private static void begin(Exchange exchange, ApiCall call) {
        exchange.setProperty(ApiCall.PROPERTY, call);
        // Camel components obey headers of a message or send them with the answer; the headers of an upload hold the
        // file name that the caller chose.
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(call);
    }

    /**
     * The content of a body.
     *
     * @param fields null unless the body is an object
     * @param complete whether all errors were found
     */
    private record Content(ObjectNode fields, Map<String, UploadedFile> files, boolean complete) {}

    /**
     * Builds the rejection of a request, with a readable number of its errors.
     *
     * @param complete whether these are all errors
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

    /** JSON, or another format that becomes the JSON body of the same operation. */
    private Content readText(
            Exchange exchange,
            ShareOwner owner,
            Operation whole,
            Operation operation,
            List<FieldError> errors,
            List<Runnable> ends) {
        Operation.Body body = operation.body().get();
        if (body.mediaType().equals(JSON)) {
            return readJson(exchange, owner, body, errors, ends);
        }
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        ends.add(memory.take(owner, bytes == null ? 0 : bytes.length));
        try {
            ObjectNode json = formats.get(operation.id()).read(StrictJson.decode(bytes == null ? new byte[0] : bytes));
            return check(json, whole.taking(JSON).body().get(), errors);
        } catch (CharacterCodingException e) {
            errors.add(FieldError.atPointer("", "is not UTF-8"));
        } catch (Rejected e) {
            errors.addAll(e.errors());
        }
        return new Content(null, Map.of(), true);
    }

    private Content readJson(
            Exchange exchange, ShareOwner owner, Operation.Body body, List<FieldError> errors, List<Runnable> ends) {
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        ends.add(memory.take(owner, bytes == null ? 0 : bytes.length));
        JsonNode json;
        try {
            json = StrictJson.parse(bytes == null ? new byte[0] : bytes);
        } catch (StrictJson.MalformedJsonException e) {
            errors.add(FieldError.atPointer(e.pointer(), e.detail()));
            return new Content(null, Map.of(), true);
        }
        return check(json, body, errors);
    }

    private static Content check(JsonNode json, Operation.Body body, List<FieldError> errors) {
        body.omissions().prune(json);
        Faults faults = new Faults();
        body.check(json, faults);
        faults.list().forEach(violation -> errors.add(pointed(violation)));
        return new Content(json instanceof ObjectNode object ? object : null, Map.of(), !faults.isFull());
    }

    private static FieldError pointed(Violation violation) {
        return FieldError.atPointer(violation.pointer(), violation.detail());
    }

    private Content readForm(
            HttpServerRequest request,
            ShareOwner owner,
            Operation.Body body,
            List<FieldError> errors,
            List<Runnable> ends) {
        ends.add(memory.take(
                owner,
                body.structured().keySet().stream()
                        .flatMap(name -> request.formAttributes().getAll(name).stream())
                        .mapToInt(String::length)
                        .sum()));
        FormReader form = new FormReader(body);
        form.read(request.formAttributes().entries(), FormIntake.files());
        errors.addAll(form.errors());
        return new Content(form.texts(), Map.copyOf(form.files()), true);
    }

    private static ValidationError refuse(Exchange exchange, Problem problem) {
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, Problem.MEDIA_TYPE);
        problem.retryAfterSeconds().ifPresent(seconds -> exchange.getMessage().setHeader("Retry-After", seconds));
        String instance = exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class);
        return new ValidationError(problem.status(), problem.toJson(instance).toString());
    }
}

package graph;

import clients.Secrets;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import failures.Failure;
import graph.GraphException.Invalid;
import graph.GraphException.LostAnswer;
import graph.GraphException.NoSuchObject;
import graph.GraphException.OutcomeUnknown;
import graph.GraphException.Throttled;
import graph.GraphException.TokenRejected;
import graph.GraphException.TooMuchData;
import graph.GraphException.Transient;
import graph.GraphException.Unavailable;
import graph.GraphException.Unserved;
import graph.GraphException.UploadMoved;
import graph.Throttle.Scope;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jboss.logging.Logger;
import outbound.AnswerTooLargeException;
import outbound.CallTimeoutException;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Interprets Meta's answers: returns the JSON, or throws one of the outcomes of {@link GraphException}. */
@Singleton
public class GraphAnswers {

    private static final Logger LOG = Logger.getLogger(GraphAnswers.class);

    private final ObjectMapper mapper;
    private final UsageHeaders usage;

    @Inject
    public GraphAnswers(ObjectMapper mapper, UsageHeaders usage) {
        this.mapper = mapper;
        this.usage = usage;
    }

    /**
     * Interprets an answer.
     *
     * @return the answer's JSON, if Meta did what was asked
     * @throws Failure if it did not, or the answer does not show it
     */
    public JsonNode read(String body, int status, Map<String, Object> headers, GraphRequest request) {
        // Meta repeats tokens, in the message about a malformed one and in the address of a list's next page.
        JsonNode answer = parse(Secrets.redact(body));
        if (answer.path("error").isObject()) {
            throw refusal(GraphError.read(answer.get("error"), mapper), status, headers, request);
        }
        if (status >= 200 && status < 300) {
            if (!answer.isObject()) {
                throw lost("Meta answered HTTP " + status + " without JSON", null, LostAnswer.ANSWERED, null, request);
            }
            return confirmed(answer, status, request);
        }
        throw withoutError(status, headers, request);
    }

    /** Checks that an answer has the expected content. A create without an id may have been executed. */
    private static JsonNode confirmed(JsonNode answer, int status, GraphRequest request) {
        boolean refused =
                answer.path("success").isBoolean() && !answer.get("success").asBoolean();
        if (!refused && request.expected().isIn(answer)) {
            return answer;
        }
        String sentence = refused
                ? "Meta answered success:false"
                : "Meta answered HTTP " + status + " without "
                        + request.expected().text();
        throw request.repeatable()
                ? new Transient(sentence, null, null)
                : new OutcomeUnknown(sentence, null, LostAnswer.UNCLEAR, null);
    }

    /** The meaning of a missing answer. The cause may name hosts and classes, so it is only logged. */
    public Failure failure(Throwable cause, GraphRequest request) {
        LOG.infof("%s %s at Meta failed: %s", request.method(), request.path(), cause);
        if (isBeforeSending(cause)) {
            return new Unavailable("Meta is unreachable.", null, cause);
        }
        if (cause instanceof AnswerTooLargeException || cause instanceof MessageConstraintException) {
            return tooLarge(cause, request);
        }
        if (cause instanceof InterruptedIOException) {
            return lost("Meta did not respond in time.", null, LostAnswer.TIMED_OUT, cause, request);
        }
        return lost("Meta closed the connection without an answer.", null, LostAnswer.CLOSED, cause, request);
    }

    /** Meta has executed the call, and its answer would be as large the next time. */
    private static Failure tooLarge(Throwable cause, GraphRequest request) {
        String sentence = "Meta's answer exceeds the size limit (creative.graph.max-answer).";
        Failure failure = lost(sentence, null, LostAnswer.ANSWERED, cause, request);
        return failure instanceof Unavailable unavailable ? new Unserved(unavailable) : failure;
    }

    private static boolean isBeforeSending(Throwable cause) {
        return cause instanceof CallTimeoutException late && !late.isSent()
                || cause instanceof ConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException
                || cause instanceof SSLHandshakeException;
    }

    private JsonNode parse(String body) {
        if (body == null || body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private Failure refusal(GraphError error, int status, Map<String, Object> headers, GraphRequest request) {
        String sentence = error.sentence();
        return switch (meaning(error, status, request)) {
            case TOO_MUCH -> new TooMuchData(sentence, error);
            case INVALID -> error.isMissingObject() ? new NoSuchObject(sentence, error) : new Invalid(sentence, error);
            case TRANSIENT -> new Transient(sentence, error, null);
            case MAYBE_DONE -> lost(sentence, error, LostAnswer.ANSWERED, null, request);
            case TOKEN_DEAD -> new TokenRejected(sentence, error);
            case UPLOAD_MOVED -> uploadMoved(sentence, error);
            case THROTTLED -> throttled(sentence, error, headers, request);
        };
    }

    private static ErrorTable.Meaning meaning(GraphError error, int status, GraphRequest request) {
        if (isAboutSize(error) && request.method() == GraphRequest.Method.GET) {
            return ErrorTable.Meaning.TOO_MUCH;
        }
        ErrorTable.Row row = request.isOfInsights() ? ErrorTable.findInsights(error) : null;
        return row == null ? meaning(error, status) : row.meaning();
    }

    private static boolean isAboutSize(GraphError error) {
        return error.message().toLowerCase(Locale.ROOT).contains("reduce the amount of data");
    }

    static ErrorTable.Meaning meaning(GraphError error, int status) {
        if (isAboutSize(error)) {
            return ErrorTable.Meaning.INVALID;
        }
        ErrorTable.Row row = ErrorTable.find(error);
        if (row != null) {
            return row.meaning();
        }
        return error.isTransient() || status >= 500 ? ErrorTable.Meaning.MAYBE_DONE : ErrorTable.Meaning.INVALID;
    }

    private static Failure uploadMoved(String sentence, GraphError error) {
        JsonNode start = error.data().path("start_offset");
        JsonNode end = error.data().path("end_offset");
        if (!Videos.isWindow(error.data())) {
            return new Transient(sentence, error, null);
        }
        return new UploadMoved(sentence, error, start.asLong(), end.asLong());
    }

    private Throttled throttled(String sentence, GraphError error, Map<String, Object> headers, GraphRequest request) {
        ErrorTable.Row row = ErrorTable.find(error);
        Scope scope = row == null ? Scope.ACCOUNT : row.scope();
        Duration named = usage.read(headers).named(ErrorTable.isUseCaseLimit(error));
        Duration wait = named != null || row == null ? named : row.named();
        return new Throttled(sentence, error, new Throttle(scope, wait));
    }

    private Failure withoutError(int status, Map<String, Object> headers, GraphRequest request) {
        String sentence = "Meta answered HTTP " + status + " without an error of its own";
        if (status == 413) {
            return new Invalid("Meta rejected the upload as too large for one request (HTTP 413)", null);
        }
        if (status == 429) {
            return new Throttled(
                    sentence,
                    null,
                    new Throttle(Scope.ACCOUNT, usage.read(headers).named(false)));
        }
        if (status >= 500) {
            return lost(sentence, null, LostAnswer.ANSWERED, null, request);
        }
        return new Transient(sentence, null, null);
    }

    /** A lost answer only matters for a create; all other calls can be repeated. */
    private static Failure lost(
            String sentence, GraphError error, LostAnswer lost, Throwable cause, GraphRequest request) {
        if (request.repeatable()) {
            return new Unavailable(sentence, error, cause);
        }
        return new OutcomeUnknown(sentence, error, lost, cause);
    }
}

package http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.result.JsonNodeResults;

import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/**
 * One validation of a value. The library returns all messages at the end; here {@link ReportingKeyword}s report each
 * one when it is found, so that the validation can end early.
 */
final class SchemaRun extends ExecutionContext {

    private static final ExecutionConfig CONFIG = config();
    private static final JsonNodePath ROOT = new JsonNodePath(PathType.JSON_POINTER);

    /** Stands for further messages of a trial, of which only the existence matters. */
    private static final Set<ValidationMessage> MORE = Set.of(
            ValidationMessage.builder().type("more").instanceLocation(ROOT).build());

    private final Faults faults;
    private int openTrials;
    private int trialMessages;

    SchemaRun(Faults faults) {
        super(CONFIG);
        this.faults = faults;
    }

    private static ExecutionConfig config() {
        ExecutionConfig config = new ExecutionConfig();
        config.setFormatAssertionsEnabled(true);
        return config;
    }

    /** Validates a value and adds its errors. */
    void check(JsonSchema schema, JsonNode value) {
        schema.validate(this, value, value, ROOT);
    }

    /** From now on, findings decide between alternatives and are not errors by themselves. */
    void beginTrial() {
        if (openTrials++ == 0) {
            trialMessages = 0;
        }
    }

    void endTrial() {
        openTrials--;
    }

    /**
     * Handles the findings of a keyword.
     *
     * @return the messages that the library should see
     */
    Set<ValidationMessage> report(Set<ValidationMessage> messages) {
        if (messages.isEmpty()) {
            return messages;
        }
        if (openTrials > 0) {
            return ++trialMessages > Faults.MAX_PLACES ? MORE : messages;
        }
        messages.forEach(this::add);
        return messages;
    }

    /**
     * Handles the findings of a choice between alternatives. If one alternative matches except for its content, the
     * error is in the content; if none does, the choice itself is the error.
     */
    Set<ValidationMessage> reportChoice(Set<ValidationMessage> messages, JsonNode value, JsonNodePath location) {
        if (messages.isEmpty() || openTrials > 0) {
            return report(messages);
        }
        Set<String> types = new TreeSet<>();
        boolean specific = false;
        Iterator<ValidationMessage> each = messages.iterator();
        for (int i = 0; i < Faults.MAX_PLACES && each.hasNext(); i++) {
            ValidationMessage message = each.next();
            if (message.getType().equals("type")
                    && message.getInstanceLocation().equals(location)) {
                types.add(String.valueOf(message.getArguments()[1]));
            } else if (!message.getType().equals("more")
                    && !(message.getType().endsWith("Of")
                            && message.getInstanceLocation().equals(location))) {
                specific = true;
                add(message);
            }
        }
        if (!specific) {
            faults.add(Pointer.of(location, null), FaultTexts.alternatives(types, value));
        }
        return messages;
    }

    private void add(ValidationMessage message) {
        faults.add(Pointer.of(message.getInstanceLocation(), message.getProperty()), FaultTexts.of(message));
    }

    /** The library records the outcome of each location for a keyword that OpenAPI 3.0 does not have. */
    @Override
    public JsonNodeResults getResults() {
        return NoResults.INSTANCE;
    }

    private static final class NoResults extends JsonNodeResults {

        private static final JsonNodeResults INSTANCE = new NoResults();

        @Override
        public void setResult(
                JsonNodePath instanceLocation,
                SchemaLocation schemaLocation,
                JsonNodePath evaluationPath,
                boolean valid) {
            // Not used.
        }
    }
}

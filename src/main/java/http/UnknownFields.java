package http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbstractKeyword;
import com.networknt.schema.BaseJsonValidator;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.ValidatorTypeCode;

import java.util.Iterator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The keyword {@code additionalProperties}. The library's implementation creates a message for each unknown field
 * before it returns, and accepts names that begin with {@code #}.
 */
final class UnknownFields extends AbstractKeyword {

    UnknownFields() {
        super(ValidatorTypeCode.ADDITIONAL_PROPERTIES.getValue());
    }

    @Override
    public JsonValidator newValidator(
            SchemaLocation schemaLocation,
            JsonNodePath evaluationPath,
            JsonNode schemaNode,
            JsonSchema parentSchema,
            ValidationContext validationContext) {
        // Where they are allowed, each is checked by its own schema, whose keywords report.
        return schemaNode.isBoolean() && !schemaNode.booleanValue()
                ? new Validator(schemaLocation, evaluationPath, schemaNode, parentSchema, validationContext)
                : ValidatorTypeCode.ADDITIONAL_PROPERTIES.newValidator(
                        schemaLocation, evaluationPath, schemaNode, parentSchema, validationContext);
    }

    private static final class Validator extends BaseJsonValidator {

        private final Set<String> known;

        Validator(
                SchemaLocation schemaLocation,
                JsonNodePath evaluationPath,
                JsonNode schemaNode,
                JsonSchema parentSchema,
                ValidationContext validationContext) {
            super(
                    schemaLocation,
                    evaluationPath,
                    schemaNode,
                    parentSchema,
                    ValidatorTypeCode.ADDITIONAL_PROPERTIES,
                    validationContext);
            Iterable<String> names =
                    () -> parentSchema.getSchemaNode().path("properties").fieldNames();
            this.known = StreamSupport.stream(names.spliterator(), false).collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode value, JsonNode root, JsonNodePath location) {
            Set<ValidationMessage> found = Set.of();
            Iterator<String> names = value.fieldNames();
            while (names.hasNext()) {
                String name = names.next();
                if (!known.contains(name)) {
                    found = ((SchemaRun) context)
                            .report(Set.of(message()
                                    .instanceNode(value)
                                    .property(name)
                                    .instanceLocation(location)
                                    .build()));
                }
            }
            return found;
        }
    }
}

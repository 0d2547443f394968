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

import java.util.Set;

/**
 * The contract's keyword {@code x-one-required}: lists of fields, of each of which one must be there. {@code anyOf} says
 * the same, and cannot say which field is missing; here it is the first of its list.
 */
final class Alternatives extends AbstractKeyword {

    static final String NAME = "x-one-required";

    Alternatives() {
        super(NAME);
    }

    @Override
    public JsonValidator newValidator(
            SchemaLocation schemaLocation,
            JsonNodePath evaluationPath,
            JsonNode schemaNode,
            JsonSchema parentSchema,
            ValidationContext validationContext) {
        return new Validator(schemaLocation, evaluationPath, schemaNode, parentSchema, validationContext);
    }

    private static final class Validator extends BaseJsonValidator {

        private final JsonNode lists;

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
                    ValidatorTypeCode.REQUIRED,
                    validationContext);
            this.lists = schemaNode;
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode value, JsonNode root, JsonNodePath location) {
            Set<ValidationMessage> found = Set.of();
            for (JsonNode names : lists) {
                if (value.isObject() && names.valueStream().noneMatch(name -> value.has(name.asText()))) {
                    found = ((SchemaRun) context)
                            .report(Set.of(message()
                                    .instanceNode(value)
                                    .property(names.path(0).asText())
                                    .instanceLocation(location)
                                    .build()));
                }
            }
            return found;
        }
    }
}

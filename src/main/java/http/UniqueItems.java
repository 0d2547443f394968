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
import java.util.TreeSet;

/**
 * The keyword {@code uniqueItems}, for the contract's lists of texts. The library compares by hash; texts with
 * colliding hashes make that quadratic, half a minute for a body of half a megabyte. Sorting avoids it.
 */
final class UniqueItems extends AbstractKeyword {

    UniqueItems() {
        super(ValidatorTypeCode.UNIQUE_ITEMS.getValue());
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

        private final boolean wanted;

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
                    ValidatorTypeCode.UNIQUE_ITEMS,
                    validationContext);
            this.wanted = schemaNode.booleanValue();
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode value, JsonNode root, JsonNodePath location) {
            Set<String> seen = new TreeSet<>();
            for (JsonNode item : value) {
                if (wanted && !seen.add(item.toString())) {
                    return ((SchemaRun) context)
                            .report(Set.of(message()
                                    .instanceNode(value)
                                    .instanceLocation(location)
                                    .build()));
                }
            }
            return Set.of();
        }
    }
}

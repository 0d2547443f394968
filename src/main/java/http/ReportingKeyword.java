package http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.FormatKeyword;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonValidator;
import com.networknt.schema.Keyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationContext;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.ValidatorTypeCode;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A keyword of the library that reports its findings to the {@link SchemaRun} immediately. */
final class ReportingKeyword implements Keyword {

    /** Keywords that check the value itself; the others pass its parts to schemas of their own. */
    private static final Set<ValidatorTypeCode> ASSERTIONS = EnumSet.of(
            ValidatorTypeCode.TYPE,
            ValidatorTypeCode.ENUM,
            ValidatorTypeCode.PATTERN,
            ValidatorTypeCode.REQUIRED,
            ValidatorTypeCode.MINIMUM,
            ValidatorTypeCode.MAXIMUM,
            ValidatorTypeCode.MULTIPLE_OF,
            ValidatorTypeCode.MIN_LENGTH,
            ValidatorTypeCode.MAX_LENGTH,
            ValidatorTypeCode.MIN_ITEMS,
            ValidatorTypeCode.MAX_ITEMS,
            ValidatorTypeCode.MIN_PROPERTIES,
            ValidatorTypeCode.MAX_PROPERTIES);

    /** Keywords that try several schemas and may succeed although one fails. */
    private static final Set<ValidatorTypeCode> CHOICES =
            EnumSet.of(ValidatorTypeCode.ONE_OF, ValidatorTypeCode.ANY_OF, ValidatorTypeCode.NOT);

    private final Keyword keyword;
    private final boolean choice;

    private ReportingKeyword(Keyword keyword, boolean choice) {
        this.keyword = keyword;
        this.choice = choice;
    }

    /** All keywords that report, except formats; see {@link #formats}. */
    static Collection<Keyword> all() {
        return Stream.concat(
                        ASSERTIONS.stream().map(keyword -> new ReportingKeyword(keyword, false)),
                        CHOICES.stream().map(keyword -> new ReportingKeyword(keyword, true)))
                .map(Keyword.class::cast)
                .toList();
    }

    /** The keyword {@code format}, which the library only allows to be replaced by a subclass. */
    static FormatKeyword formats(Map<String, Format> formats) {
        return new FormatKeyword(formats) {
            @Override
            public JsonValidator newValidator(
                    SchemaLocation schemaLocation,
                    JsonNodePath evaluationPath,
                    JsonNode schemaNode,
                    JsonSchema parentSchema,
                    ValidationContext validationContext) {
                return new Reporting(
                        super.newValidator(schemaLocation, evaluationPath, schemaNode, parentSchema, validationContext),
                        false);
            }
        };
    }

    @Override
    public String getValue() {
        return keyword.getValue();
    }

    @Override
    public JsonValidator newValidator(
            SchemaLocation schemaLocation,
            JsonNodePath evaluationPath,
            JsonNode schemaNode,
            JsonSchema parentSchema,
            ValidationContext validationContext)
            throws Exception {
        JsonValidator validator =
                keyword.newValidator(schemaLocation, evaluationPath, schemaNode, parentSchema, validationContext);
        return keyword == ValidatorTypeCode.ENUM
                ? new ScalarsOnly(new Reporting(validator, false))
                : new Reporting(validator, choice);
    }

    private static class Delegate implements JsonValidator {

        final JsonValidator validator;

        Delegate(JsonValidator validator) {
            this.validator = validator;
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode value, JsonNode root, JsonNodePath location) {
            return validator.validate(context, value, root, location);
        }

        @Override
        public void preloadJsonSchema() {
            validator.preloadJsonSchema();
        }

        @Override
        public SchemaLocation getSchemaLocation() {
            return validator.getSchemaLocation();
        }

        @Override
        public JsonNodePath getEvaluationPath() {
            return validator.getEvaluationPath();
        }

        @Override
        public String getKeyword() {
            return validator.getKeyword();
        }
    }

    private static final class Reporting extends Delegate {

        private final boolean choice;

        Reporting(JsonValidator validator, boolean choice) {
            super(validator);
            this.choice = choice;
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode value, JsonNode root, JsonNodePath location) {
            SchemaRun run = (SchemaRun) context;
            if (!choice) {
                return run.report(validator.validate(context, value, root, location));
            }
            Set<ValidationMessage> messages;
            run.beginTrial();
            try {
                messages = validator.validate(context, value, root, location);
            } finally {
                run.endTrial();
            }
            return run.reportChoice(messages, value, location);
        }
    }

    /**
     * Enums of the contract are scalar, and their {@code type} rejects other values; the library would copy an array
     * first.
     */
    private static final class ScalarsOnly extends Delegate {

        ScalarsOnly(JsonValidator validator) {
            super(validator);
        }

        @Override
        public Set<ValidationMessage> validate(
                ExecutionContext context, JsonNode value, JsonNode root, JsonNodePath location) {
            return value.isContainerNode() ? Set.of() : super.validate(context, value, root, location);
        }
    }
}

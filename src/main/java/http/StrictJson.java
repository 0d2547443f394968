package http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import failures.Excerpt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads unambiguous JSON: UTF-8 only, no duplicate names in an object, nothing after the value, and all digits of
 * numbers kept. Depth, names, numbers and the count of values are limited, because a short text can be expensive:
 * {@code 1e100000000} has a hundred million digits when it is written out.
 */
public final class StrictJson {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_NUMBER_LENGTH = 100;
    private static final int MAX_EXPONENT = 100;

    /**
     * A megabyte of small values takes fifty megabytes as a tree. Meta's largest list has 50,000 entries of two values.
     */
    private static final int MAX_VALUES = 150_000;

    private static final int MAX_MESSAGE_LENGTH = 200;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNameLength(MAX_NAME_LENGTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    // Callers choose the names, so they must not be interned beyond the request.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private StrictJson() {}

    /**
     * @throws MalformedJsonException if the bytes are not one JSON value in UTF-8, or the value exceeds a limit
     */
    public static JsonNode parse(byte[] bytes) throws MalformedJsonException {
        try (JsonParser parser = READER.createParser(decode(bytes))) {
            JsonNode value = tree(parser);
            if (value == null || value.isMissingNode()) {
                throw new MalformedJsonException("it is empty");
            }
            return value;
        } catch (OutOfBoundsException e) {
            throw new MalformedJsonException(e.pointer, e.getMessage(), e.getMessage());
        } catch (CharacterCodingException e) {
            throw new MalformedJsonException("it is not UTF-8");
        } catch (StreamConstraintsException e) {
            throw new MalformedJsonException("", bound(e) + where(e), bound(e) + where(e));
        } catch (MismatchedInputException e) {
            throw new MalformedJsonException("something follows its end");
        } catch (JsonProcessingException e) {
            throw new MalformedJsonException(Excerpt.of(e.getOriginalMessage(), MAX_MESSAGE_LENGTH) + where(e));
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory could not be read", e);
        }
    }

    private static JsonNode tree(JsonParser parser) throws IOException {
        try {
            return READER.with(new BoundedNodes(parser)).readTree(parser);
        } catch (NumberFormatException e) {
            // The exponent does not fit an int.
            throw OutOfBoundsException.exponent(parser);
        }
    }

    static String decode(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** The library's own message names its settings. */
    private static String bound(StreamConstraintsException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Number")) {
            return "has a number of more than " + MAX_NUMBER_LENGTH + " digits";
        } else if (message.startsWith("Name")) {
            return "has a name of more than " + MAX_NAME_LENGTH + " characters";
        } else if (message.startsWith("Document nesting")) {
            return "is nested deeper than " + MAX_DEPTH + " levels";
        }
        return "is too large";
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    /** The bytes are not acceptable JSON; the message gives the reason. */
    public static final class MalformedJsonException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String pointer;
        private final String detail;

        MalformedJsonException(String message) {
            this("", message, "is not JSON: " + message);
        }

        MalformedJsonException(String pointer, String message, String detail) {
            super(message);
            this.pointer = pointer;
            this.detail = detail;
        }

        String detail() {
            return detail;
        }

        /** The location of the error as a JSON Pointer; empty for the whole. */
        String pointer() {
            return pointer;
        }
    }

    /** A limit is exceeded while the tree is built. */
    private static final class OutOfBoundsException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String pointer;

        OutOfBoundsException(String pointer, String message) {
            super(message, null, false, false);
            this.pointer = pointer;
        }

        static OutOfBoundsException exponent(JsonParser parser) {
            JsonPointer pointer = parser.getParsingContext().pathAsPointer();
            return new OutOfBoundsException(
                    Excerpt.of(pointer.toString(), Pointer.MAX_LENGTH),
                    "must be a number with an exponent of at most " + MAX_EXPONENT);
        }
    }

    /** Creates the nodes of one tree, and stops when a number or the count of nodes exceeds its limit. */
    private static final class BoundedNodes extends JsonNodeFactory {

        private static final long serialVersionUID = 1L;

        private final transient JsonParser parser;
        private int values;

        BoundedNodes(JsonParser parser) {
            this.parser = parser;
        }

        private void count() {
            if (++values > MAX_VALUES) {
                throw new OutOfBoundsException("", "has more than " + MAX_VALUES + " values");
            }
        }

        @Override
        public ValueNode numberNode(BigDecimal number) {
            count();
            if (Math.abs((long) number.scale()) > MAX_EXPONENT) {
                throw OutOfBoundsException.exponent(parser);
            }
            return super.numberNode(number);
        }

        @Override
        public NumericNode numberNode(int number) {
            count();
            return super.numberNode(number);
        }

        @Override
        public NumericNode numberNode(long number) {
            count();
            return super.numberNode(number);
        }

        @Override
        public ValueNode numberNode(BigInteger number) {
            count();
            return super.numberNode(number);
        }

        @Override
        public TextNode textNode(String text) {
            count();
            return super.textNode(text);
        }

        @Override
        public BooleanNode booleanNode(boolean value) {
            count();
            return super.booleanNode(value);
        }

        @Override
        public NullNode nullNode() {
            count();
            return super.nullNode();
        }

        // The node keeps its factory, and this one keeps the parser with its buffers.
        @Override
        public ObjectNode objectNode() {
            count();
            return JsonNodeFactory.instance.objectNode();
        }

        @Override
        public ArrayNode arrayNode() {
            count();
            return JsonNodeFactory.instance.arrayNode();
        }

        @Override
        public ArrayNode arrayNode(int capacity) {
            count();
            return JsonNodeFactory.instance.arrayNode(capacity);
        }
    }
}

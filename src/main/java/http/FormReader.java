package http;

import calls.UploadedFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import http.ContractSchema.Violation;
import http.Operation.Body.Structure;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the fields and files of a form and checks them against the contract. */
final class FormReader {

    /** Decoders replace bytes that are not UTF-8 with this character. */
    private static final char REPLACEMENT = '\uFFFD';

    /** The error for a text where a file is expected. */
    static final String NOT_A_FILE = "must be a file, with a file name";

    private final Operation.Body body;
    private final Map<String, FieldError> errors = new LinkedHashMap<>();
    private final ObjectNode texts = JsonNodeFactory.instance.objectNode();
    private final Map<String, UploadedFile> files = new LinkedHashMap<>();
    private final Set<String> given = new HashSet<>();

    FormReader(Operation.Body body) {
        this.body = body;
    }

    /**
     * Reads a form.
     *
     * @param attributes the text fields in the order sent, repeated fields included; fields of the contract that hold
     *     JSON are parsed
     * @param uploads the files by field; {@link FormIntake} accepts only files of the contract, each once
     */
    void read(List<Map.Entry<String, String>> attributes, Map<String, UploadedFile> uploads) {
        attributes.forEach(attribute -> addText(attribute.getKey(), attribute.getValue()));
        body.structured().forEach(this::parse);
        uploads.forEach(this::addFile);
        body.omissions().prune(texts);
        ObjectNode form = texts.deepCopy();
        files.keySet().forEach(name -> form.put(name, ""));
        Faults faults = new Faults();
        body.check(form, faults);
        faults.list().forEach(this::fault);
    }

    ObjectNode texts() {
        return texts;
    }

    Map<String, UploadedFile> files() {
        return files;
    }

    /** The errors, one per field. */
    List<FieldError> errors() {
        return List.copyOf(errors.values());
    }

    private void addText(String name, String value) {
        if (body.structured().get(name) == Structure.LIST && !value.isEmpty()) {
            if (value.indexOf(REPLACEMENT) >= 0) {
                fault(name, "is not UTF-8");
            }
            texts.withArrayProperty(name).add(value);
            return;
        }
        if (!given.add(name)) {
            fault(name, "is given more than once");
        } else if (value.isEmpty() && body.omissions().optional().contains(name)) {
            return;
        } else if (body.files().containsKey(name)) {
            fault(name, NOT_A_FILE);
        } else if (value.indexOf(REPLACEMENT) >= 0) {
            fault(name, "is not UTF-8");
        }
        texts.put(name, value);
    }

    /** Replaces a field's text by the JSON it contains. */
    private void parse(String name, Structure structure) {
        JsonNode given = texts.path(name);
        if (structure == Structure.LIST) {
            if (given.size() == 1 && given.get(0).asText().stripLeading().startsWith("[")) {
                parse(name, given.get(0).asText());
            }
        } else if (given.isTextual()
                && (structure == Structure.OBJECT
                        || given.asText().stripLeading().startsWith("{"))) {
            parse(name, given.asText());
        }
    }

    private void parse(String name, String json) {
        try {
            texts.set(name, StrictJson.parse(json.getBytes(StandardCharsets.UTF_8)));
        } catch (StrictJson.MalformedJsonException e) {
            fault(name + dotted(e.pointer()), "must be JSON: " + e.detail());
        }
    }

    private static String dotted(String pointer) {
        return pointer.replace('/', '.').replace("~1", "/").replace("~0", "~");
    }

    private void addFile(String name, UploadedFile file) {
        if (texts.has(name)) {
            fault(name, "is given more than once");
        }
        if (file.size() == 0) {
            fault(name, "is empty");
        }
        files.put(name, file);
    }

    private void fault(Violation violation) {
        String field = violation.pointer().isEmpty()
                ? "body"
                : dotted(violation.pointer()).substring(1);
        fault(field, violation.detail());
    }

    private void fault(String field, String detail) {
        errors.putIfAbsent(field, FieldError.ofField(field, detail));
    }
}

package routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Invalid requests, generated from the contract: each call with each of its fields and parameters omitted, of the wrong
 * type, too large or with hostile content. New calls of the contract are included automatically.
 */
final class HostileRequests {

    /**
     * One request.
     *
     * @param what its description
     * @param path with the query
     * @param headers each once
     * @param body null for none
     */
    record Request(String what, String method, String path, Map<String, String> headers, byte[] body) {

        @Override
        public String toString() {
            return method + " " + path + ": " + what;
        }
    }

    private static final String CONTRACT = "src/main/resources/openapi/creative-service.yaml";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "xXxXx";

    /** Names with a meaning for Camel or other components, which no call has. */
    private static final List<String> POWERFUL_NAMES = List.of(
            "CamelHttpUri",
            "camelhttppath",
            "CamelFileName",
            "CAMELFILELOCALWORKPATH",
            "CamelJdbcParameters",
            "CamelRedelivered",
            "CamelHttpResponseCode",
            "CamelBeanMethodName",
            "org.apache.camel.Exception",
            "x-camel-uri",
            "Content-Length",
            "access_token",
            "__proto__",
            "${exchangeProperty.x}");

    private static final List<String> POISONS =
            List.of("\u0000", "a\u001b[2Jb", "a\u0008", "x".repeat(70_000), "\ud800", "a\u007f\u0085");

    private final JsonNode root;
    private final String clientId;
    private final List<Request> requests = new ArrayList<>();

    private HostileRequests(String clientId) {
        this.clientId = clientId;
        try {
            this.root = new YAMLMapper().readTree(Files.readString(Path.of(CONTRACT)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All requests for a client. */
    static List<Request> inTheNameOf(String clientId) {
        HostileRequests hostile = new HostileRequests(clientId);
        hostile.root.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(call ->
                        hostile.attack(call.getKey().toUpperCase(Locale.ROOT), path.getKey(), call.getValue())));
        return hostile.requests;
    }

    /** A form for a video job that is valid, except possibly for its bytes. */
    static byte[] video(String clientId, String boundary, String fileName, byte[] video) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        Map.of("client_id", clientId, "name", "Film", "link", "https://www.example.com/sale")
                .forEach((name, text) -> form.writeBytes(part(boundary, name, null, bytes(text))));
        form.writeBytes(part(boundary, "video", fileName, video));
        form.writeBytes(bytes("--" + boundary + "--\r\n"));
        return form.toByteArray();
    }

    private void attack(String method, String template, JsonNode operation) {
        attackParameters(method, template, operation);
        JsonNode content = resolve(operation.path("requestBody")).path("content");
        if (content.has("application/json")) {
            attackJson(
                    method,
                    filled(template),
                    resolve(content.path("application/json").path("schema")));
        } else if (content.has("multipart/form-data")) {
            attackForm(
                    method,
                    filled(template),
                    resolve(content.path("multipart/form-data").path("schema")));
        } else {
            add("a body where none is", method, filled(template), json(), bytes("{\"surprise\":1}"));
        }
    }

    // Parameters and headers

    private void attackParameters(String method, String template, JsonNode operation) {
        String path = filled(template);
        if (template.contains("{")) {
            for (String id : List.of(
                    "..%2f..%2fetc%2fpasswd",
                    "%00",
                    "1%0d%0aSet-Cookie:%20a=b",
                    "%24%7Bsys.user%7D",
                    "x".repeat(2000),
                    "1%27%20OR%201=1--",
                    "%C3%28",
                    "%25zz")) {
                add("a hostile id", method, template.replaceAll("\\{[^}]+}", id), Map.of(), null);
            }
        }
        for (String name : POWERFUL_NAMES) {
            add("an unknown parameter " + name, method, path + query(encoded(name) + "=1", path), Map.of(), null);
        }
        operation.path("parameters").forEach(reference -> {
            JsonNode parameter = resolve(reference);
            String name = parameter.path("name").asText();
            if ("query".equals(parameter.path("in").asText())) {
                String without = path.replaceAll("[?&]" + name + "=[^&]*", "");
                for (String value : List.of("%00", "%0d%0aX-Evil:%201", "x".repeat(3000) + "%20", "%E2%80%A8")) {
                    add("a hostile " + name, method, without + query(name + "=" + value, without), Map.of(), null);
                }
                add("two of " + name, method, without + query(name + "=1&" + name + "=1", without), Map.of(), null);
            } else if ("header".equals(parameter.path("in").asText())) {
                Map<String, String> tooLong = new LinkedHashMap<>(json());
                tooLong.put(name, "k".repeat(300));
                add("a " + name + " too long", method, path, tooLong, bytes("{}"));
            }
        });
    }

    // JSON

    private void attackJson(String method, String path, JsonNode schema) {
        ObjectNode valid = validBody(schema);
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        required.remove("client_id");
        for (String name : required) {
            addJson("no " + name, method, path, valid.deepCopy().without(name));
        }
        schema.path("properties").properties().forEach(property -> {
            String name = property.getKey();
            JsonNode type = resolve(property.getValue());
            for (Object wrong : wrongValues(type.path("type").asText())) {
                // Omitted if that is allowed.
                if (wrong == null && !required.contains(name)) {
                    continue;
                }
                ObjectNode body = valid.deepCopy();
                body.set(name, JSON.valueToTree(wrong));
                addJson("a wrong " + name, method, path, body);
            }
            if (type.path("type").asText().equals("integer")) {
                for (String number : List.of("1e400", "-1e1000000000", "9".repeat(900), "1.5", "-0.0")) {
                    String body = valid.deepCopy().put(name, "NUMBER").toString();
                    add("a huge " + name, method, path, json(), bytes(body.replace("\"NUMBER\"", number)));
                }
            }
            if (type.path("type").asText().equals("string")) {
                for (String poison : POISONS) {
                    addJson("a poisoned " + name, method, path, valid.deepCopy().put(name, poison));
                }
            }
        });
        for (String name : POWERFUL_NAMES) {
            addJson("an unknown field " + name, method, path, valid.deepCopy().put(name, "x"));
        }
        String body = valid.toString();
        for (String broken : List.of(
                "",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{",
                body + body,
                body + "x",
                twice(body),
                body.replaceFirst("}$", ",\"deep\":" + "[".repeat(5000) + "]".repeat(5000) + "}"),
                body.replaceFirst("}$", ",\"deep\":" + "{\"a\":".repeat(50_000)),
                "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
                " ".repeat(1024 * 1024 + 1))) {
            add(
                    "broken JSON " + broken.substring(0, Math.min(10, broken.length())),
                    method,
                    path,
                    json(),
                    bytes(broken));
        }
        add(
                "JSON that is not UTF-8",
                method,
                path,
                json(),
                body.replaceFirst("}$", ",\"\u00c3(\":1}").getBytes(StandardCharsets.ISO_8859_1));
        add("JSON in UTF-16", method, path, json(), body.getBytes(StandardCharsets.UTF_16));
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/x-java-serialized-object",
                "application/json; charset=utf-16",
                "multipart/form-data; boundary=x",
                "*/*")) {
            add("of type " + type, method, path, Map.of("Content-Type", type), bytes(body));
        }
        for (Map.Entry<String, String> header : Map.of(
                        "Content-Encoding", "gzip", "Accept", "text/html", "Expect", "the-unexpected")
                .entrySet()) {
            Map<String, String> headers = new LinkedHashMap<>(json());
            headers.put(header.getKey(), header.getValue());
            add(header.toString(), method, path, headers, bytes(body));
        }
        Map<String, String> powerful = new LinkedHashMap<>(json());
        POWERFUL_NAMES.stream()
                .filter(name -> name.matches("[A-Za-z.-]+") && !name.equals("Content-Length"))
                .forEach(name -> powerful.put(name, "http://127.0.0.1:1/"));
        add("headers of Camel's, and no object", method, path, powerful, bytes("[]"));
    }

    /** With each member twice. */
    private static String twice(String body) {
        return body.equals("{}") ? "{\"a\":1,\"a\":1}" : body.replaceFirst("}$", "," + body.substring(1));
    }

    private ObjectNode validBody(JsonNode schema) {
        ObjectNode body = JSON.createObjectNode();
        for (JsonNode name : schema.path("required")) {
            JsonNode type = resolve(schema.path("properties").path(name.asText()));
            body.set(name.asText(), example(type));
        }
        // Not required with the client's key; here calls have no key.
        return schema.path("properties").has("client_id") ? body.put("client_id", clientId) : body;
    }

    private JsonNode example(JsonNode type) {
        if (type.has("example")) {
            return type.path("example");
        }
        if (type.has("enum")) {
            return type.path("enum").path(0);
        }
        return JSON.getNodeFactory().textNode("Beach");
    }

    private static List<Object> wrongValues(String type) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("string", "a\u0000b");
        values.put("integer", -3);
        values.put("boolean", true);
        values.put("array", List.of(List.of(1)));
        values.put("object", Map.of());
        values.remove(type);
        List<Object> wrong = new ArrayList<>(values.values());
        wrong.add(null);
        return wrong;
    }

    private void addJson(String what, String method, String path, JsonNode body) {
        try {
            // An unpaired surrogate has no UTF-8 form, but can be sent as an escape.
            add(what, method, path, json(), bytes(JSON.writeValueAsString(body).replace("\ud800", "\\ud800")));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Forms

    private void attackForm(String method, String path, JsonNode schema) {
        Map<String, byte[]> texts = new LinkedHashMap<>();
        List<String> files = new ArrayList<>();
        schema.path("properties").properties().forEach(property -> {
            JsonNode type = resolve(property.getValue());
            if ("binary".equals(type.path("format").asText())) {
                files.add(property.getKey());
            } else {
                texts.put(property.getKey(), bytes(example(type).asText()));
            }
        });
        texts.keySet().removeIf(name -> !contains(schema.path("required"), name));
        texts.put("client_id", bytes(clientId));

        schema.path("properties").fieldNames().forEachRemaining(name -> {
            for (String poison : POISONS) {
                if (!poison.equals("\ud800")) {
                    addForm("a poisoned " + name, method, path, with(texts, name, bytes(poison)), files, List.of());
                }
            }
            addForm(
                    "no UTF-8 in " + name,
                    method,
                    path,
                    with(texts, name, new byte[] {(byte) 0xC3, '('}),
                    files,
                    List.of());
            addForm("an empty " + name, method, path, with(texts, name, new byte[0]), files, List.of());
            addForm(
                    "two of " + name,
                    method,
                    path,
                    texts,
                    files,
                    List.of(part(name, null, "x"), part(name, null, "x")));
            if (!files.contains(name)) {
                addForm("a file as " + name, method, path, texts, files, List.of(part(name, "a.txt", "x")));
            }
        });
        for (JsonNode required : schema.path("required")) {
            if (!required.asText().equals("client_id")) {
                Map<String, byte[]> fewer = new LinkedHashMap<>(texts);
                fewer.remove(required.asText());
                List<String> fewerFiles = files.stream()
                        .filter(file -> !file.equals(required.asText()))
                        .toList();
                addForm("no " + required.asText(), method, path, fewer, fewerFiles, List.of());
            }
        }
        for (String name : POWERFUL_NAMES) {
            addForm("an unknown field " + name, method, path, texts, files, List.of(part(name, null, "../../evil")));
            addForm("an unknown file " + name, method, path, texts, files, List.of(part(name, "../../evil", "x")));
        }
        for (String fileName : List.of(
                "../../../../tmp/evil.png",
                "..\\..\\evil.png",
                "/etc/passwd",
                "a\u0000.png",
                "CON",
                "${file:name}.png",
                "x".repeat(900),
                "%2e%2e%2fevil",
                "a;b|c`d`.png")) {
            // The content is neither an image nor a video: it is rejected, whatever the name.
            ByteArrayOutputStream form = new ByteArrayOutputStream();
            texts.forEach((name, text) -> form.writeBytes(part(name, null, text)));
            files.forEach(name -> form.writeBytes(part(name, fileName, "MZ no media")));
            addForm("a file named " + fileName, method, path, form);
        }
        String part = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"";
        for (String broken : List.of(
                "",
                "no form at all",
                part + "name\"\r\n\r\nx",
                part + "x".repeat(100_000) + "\"\r\n\r\nx\r\n--" + BOUNDARY + "--",
                "--" + BOUNDARY + "--",
                ("--" + BOUNDARY + "\r\n").repeat(500),
                (part + "name\"\r\n\r\nx\r\n").repeat(500) + "--" + BOUNDARY + "--",
                (part + "image\"; filename=\"a\"\r\n\r\nx\r\n").repeat(300) + "--" + BOUNDARY + "--",
                part + "name\"\r\nContent-Transfer-Encoding: nonsense\r\n\r\nx\r\n--" + BOUNDARY + "--")) {
            ByteArrayOutputStream form = new ByteArrayOutputStream();
            form.writeBytes(bytes(broken));
            add("a broken form", method, path, form(), form.toByteArray());
        }
        add("JSON for a form", method, path, json(), bytes("{}"));
    }

    private void addForm(
            String what, String method, String path, Map<String, byte[]> texts, List<String> files, List<byte[]> more) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        texts.forEach((name, text) -> form.writeBytes(part(name, null, text)));
        files.stream()
                .filter(name -> !texts.containsKey(name))
                .forEach(name -> form.writeBytes(part(name, "a.bin", "no media")));
        more.forEach(form::writeBytes);
        addForm(what, method, path, form);
    }

    private void addForm(String what, String method, String path, ByteArrayOutputStream parts) {
        parts.writeBytes(bytes("--" + BOUNDARY + "--\r\n"));
        add(what, method, path, form(), parts.toByteArray());
    }

    private static byte[] part(String name, String fileName, String text) {
        return part(name, fileName, bytes(text));
    }

    private static byte[] part(String name, String fileName, byte[] content) {
        return part(BOUNDARY, name, fileName, content);
    }

    private static byte[] part(String boundary, String name, String fileName, byte[] content) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(bytes("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\""
                + (fileName == null ? "" : "; filename=\"" + fileName + "\"") + "\r\n\r\n"));
        part.writeBytes(content);
        part.writeBytes(bytes("\r\n"));
        return part.toByteArray();
    }

    private static Map<String, byte[]> with(Map<String, byte[]> texts, String name, byte[] value) {
        Map<String, byte[]> changed = new LinkedHashMap<>(texts);
        changed.put(name, value);
        return changed;
    }

    private static boolean contains(JsonNode names, String name) {
        Iterator<JsonNode> each = names.elements();
        while (each.hasNext()) {
            if (each.next().asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    // All requests

    private void add(String what, String method, String path, Map<String, String> headers, byte[] body) {
        requests.add(new Request(what, method, "/v1" + path, headers, body));
    }

    /** A path with well-formed ids, and with the client if the call requires one. */
    private String filled(String template) {
        String path = template.replace("{job_id}", "6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80")
                .replace("{client_id}", clientId)
                .replaceAll("\\{[^}]+}", "120210000000000001");
        boolean asksForClient = template.matches(".*/\\{(campaign|adset|ad|creative)_id}");
        return asksForClient ? path + "?client_id=" + clientId : path;
    }

    private static String query(String parameter, String path) {
        return (path.contains("?") ? "&" : "?") + parameter;
    }

    private JsonNode resolve(JsonNode node) {
        if (node.has("$ref")) {
            return resolve(root.at(node.path("$ref").asText().substring(1)));
        }
        return node.has("allOf") ? resolve(node.path("allOf").path(0)) : node;
    }

    private static Map<String, String> json() {
        return Map.of("Content-Type", "application/json");
    }

    private static Map<String, String> form() {
        return Map.of("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

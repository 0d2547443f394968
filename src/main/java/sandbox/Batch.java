package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Several calls in one: {@code batch=[{method, relative_url, body, name, depends_on, omit_response_on_success,
 * attached_files}]}, done in order, each counted for itself. {@code {result=name:$.id}} stands for what an earlier call
 * answered. A call that depends on one that failed is not done; its entry in the answer is null. Meta docs, "Batch
 * Requests".
 */
final class Batch {
    static final String NAME = "batch";

    private static final int MOST = 50;
    private static final Pattern REFERENCE =
            Pattern.compile("\\{result=([A-Za-z0-9_-]+):\\$\\.([A-Za-z0-9_.\\[\\]*]+)}");

    private final IncomingCall batch;
    private final Function<IncomingCall, Answer> handler;
    private final Map<String, Answer> named = new HashMap<>();

    private Batch(IncomingCall batch, Function<IncomingCall, Answer> handler) {
        this.batch = batch;
        this.handler = handler;
    }

    static boolean isOne(IncomingCall request) {
        return request.path().isEmpty()
                && request.method().equals("POST")
                && request.params().has(NAME);
    }

    /** @param handler does one call */
    static ArrayNode handle(IncomingCall request, Function<IncomingCall, Answer> handler) {
        ArrayNode calls = request.params().list(NAME);
        if (calls.isEmpty() || calls.size() > MOST) {
            throw Refusal.parameter("A batch must have 1 to " + MOST + " requests, got " + calls.size());
        }
        Batch batch = new Batch(request, handler);
        ArrayNode answers = Json.array();
        calls.forEach(call -> answers.add(batch.answer(call)));
        return answers;
    }

    private JsonNode answer(JsonNode call) {
        Optional<Answer> done = todo(call).map(handler);
        done.ifPresent(answer -> named.put(call.path("name").asText(), answer));
        boolean quiet = call.has("name")
                && call.path("omit_response_on_success").asBoolean(true)
                && isReferredTo(call.path("name").asText());
        if (done.isEmpty() || quiet && done.get().status() == 200) {
            return null;
        }
        ObjectNode json = Json.object().put("code", done.get().status());
        json.putArray("headers")
                .addObject()
                .put("name", "Content-Type")
                .put("value", done.get().contentType());
        return json.put("body", done.get().body());
    }

    /** @return whether another call depends on the named one, whose answer is left out then */
    private boolean isReferredTo(String name) {
        return batch.params().list(NAME).toString().contains("{result=" + name + ":");
    }

    /** @return the call, or empty if it depends on one that failed */
    private Optional<IncomingCall> todo(JsonNode call) {
        String dependsOn = call.path("depends_on").asText();
        if (!dependsOn.isEmpty() && !succeeded(dependsOn)) {
            return Optional.empty();
        }
        Optional<String> url = resolved(call.path("relative_url").asText());
        Optional<String> body = resolved(call.path("body").asText());
        if (url.isEmpty() || body.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = url.get().split("\\?", 2);
        Params params = new Params();
        if (parts.length > 1) {
            FormText.parse(parts[1], params);
        }
        FormText.parse(body.get(), params);
        Optional<String> token =
                params.remove("access_token").filter(text -> !text.isBlank()).or(batch::token);
        List<String> path = new ArrayList<>();
        for (String segment : parts[0].split("/")) {
            if (!segment.isEmpty()) {
                path.add(FormText.decode(segment.replace("+", "%2B")));
            }
        }
        if (!path.isEmpty() && path.get(0).matches(Versions.PATTERN)) {
            path.remove(0);
        }
        return Optional.of(new IncomingCall(
                call.path("method").asText("GET"),
                batch.root(),
                batch.version(),
                List.copyOf(path),
                params,
                files(call),
                token,
                false));
    }

    private Map<String, ReceivedFile> files(JsonNode call) {
        Map<String, ReceivedFile> files = new LinkedHashMap<>();
        for (String name : call.path("attached_files").asText().split(",")) {
            Optional.ofNullable(batch.files().get(name)).ifPresent(file -> files.put(name, file));
        }
        return files;
    }

    private boolean succeeded(String name) {
        return named.containsKey(name) && named.get(name).status() == 200;
    }

    /** @return the text with all references replaced, or empty if one of them cannot be resolved */
    private Optional<String> resolved(String text) {
        Matcher references = REFERENCE.matcher(text);
        StringBuilder resolved = new StringBuilder();
        while (references.find()) {
            if (!succeeded(references.group(1))) {
                return Optional.empty();
            }
            JsonNode value = Json.parse(named.get(references.group(1)).body());
            String found = find(value, references.group(2));
            references.appendReplacement(resolved, Matcher.quoteReplacement(found));
        }
        return Optional.of(references.appendTail(resolved).toString());
    }

    /** @param path such as {@code id} or {@code data.*.id}, whose values are joined by commas */
    private static String find(JsonNode from, String path) {
        List<JsonNode> found = List.of(from);
        for (String step : path.replaceAll("\\[(\\d+|\\*)]", ".$1").split("\\.")) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : found) {
                if (step.equals("*")) {
                    node.forEach(next::add);
                } else {
                    next.add(
                            step.matches("\\d+") && node.isArray()
                                    ? node.path(Integer.parseInt(step))
                                    : node.path(step));
                }
            }
            found = next;
        }
        return String.join(",", found.stream().map(JsonNode::asText).toList());
    }
}

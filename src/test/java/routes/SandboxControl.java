package routes;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The sandbox's control API: Meta's next behaviour, its calls and its objects. */
final class SandboxControl {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SandboxControl() {}

    /** Deletes objects, calls, faults and settings. */
    static void reset() {
        given().delete("/sandbox/_state").then().statusCode(200);
    }

    /** Changes one setting. */
    static void set(String name, Object value) {
        given().contentType("application/json")
                .body(Map.of(name, value))
                .put("/sandbox/_settings")
                .then()
                .statusCode(200);
    }

    /** Empties the sandbox, whose videos are then ready at once. */
    static void resetWithoutProcessing() {
        reset();
        set("video_processing_ms", 0);
    }

    /** Appends faults, each a JSON object that may use single quotes. */
    static void faults(String... faults) {
        given().contentType("application/json")
                .body("[" + String.join(",", faults).replace('\'', '"') + "]")
                .post("/sandbox/_faults")
                .then()
                .statusCode(200);
    }

    /** Ends all faults. */
    static void endFaults() {
        given().delete("/sandbox/_faults").then().statusCode(200);
    }

    /** The whole state of the sandbox. */
    static JsonNode state() {
        try {
            return MAPPER.readTree(given().get("/sandbox/_state").asString());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects of an account on an edge, such as {@code campaigns}. */
    static List<JsonNode> objects(String edge, TestClients.TestClient client) {
        return stream(state().path("objects").path(edge))
                .filter(object ->
                        client.accountNumber().equals(object.path("account_id").asText()))
                .toList();
    }

    /** The calls of an account so far, by method and the path's last segment, such as {@code POST ads}. */
    static List<JsonNode> calls(TestClients.TestClient client, String method, String lastSegment) {
        return stream(state().path("calls"))
                .filter(call -> method.equals(call.path("method").asText()))
                .filter(call -> client.adAccountId().equals(call.path("account").asText()))
                .filter(call -> call.path("path").asText().endsWith("/" + lastSegment))
                .toList();
    }

    /** The calls of a node so far, such as {@code GET 120000000000000001}. */
    static List<JsonNode> calls(String method, String id) {
        return stream(state().path("calls"))
                .filter(call -> method.equals(call.path("method").asText()))
                .filter(call -> call.path("path").asText().equals("/" + id))
                .toList();
    }

    /** The calls of one phase of an account's video uploads. */
    static List<JsonNode> uploadCalls(TestClients.TestClient client, String phase) {
        return calls(client, "POST", "advideos").stream()
                .filter(call -> phase.equals(call.path("upload_phase").asText()))
                .toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}

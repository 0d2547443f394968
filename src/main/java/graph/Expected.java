package graph;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.function.Predicate;

/** The content that Meta's answer must have to count as a success; a 2xx status is not enough. */
public enum Expected {
    /** A node's fields, at least its id: an empty answer says nothing about the node. */
    FIELDS("fields", answer -> !answer.isEmpty()),
    /** The id of a new object. */
    ID("an id", answer -> isId(answer.path("id"))),
    /** The confirmation of a change. */
    SUCCESS("success:true", answer -> answer.path("success").asBoolean()),
    /** A page of an edge. Without it, an existing object would be considered absent. */
    LIST("a list", answer -> answer.path("data").isArray()),
    /** An upload session with its video and its first window. */
    SESSION("an upload session", Videos::isSession),
    /** The next window of an upload. */
    WINDOW("a window of bytes", Videos::isWindow),
    /** The hash of an image. */
    HASH("the image's hash", Images::hasHash);

    private final String text;
    private final Predicate<JsonNode> check;

    Expected(String text, Predicate<JsonNode> check) {
        this.text = text;
        this.check = check;
    }

    boolean isIn(JsonNode answer) {
        return check.test(answer);
    }

    /** The expectation in a message, such as {@code an id}. */
    String text() {
        return text;
    }

    /** Ids become part of paths and statements, so only digits are accepted. */
    public static boolean isId(JsonNode id) {
        return id.asText("").matches("\\d{1,40}");
    }
}

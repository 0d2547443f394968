package failures;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** A part did not do its work this time. Whose part it is decides whom it is held against. */
public non-sealed class Broken extends Failure {

    /** Whose fault it is. */
    public enum Part {
        /** This process, or its disk. */
        SERVICE,
        DATABASE,
        BLOBS,
        META,
        /** Whoever is called for a caller: a webhook's receiver, a picture's server. */
        OUTSIDE
    }

    private final Part part;

    /** With the cause, or null. */
    public Broken(Part part, Kind kind, String message, Throwable cause) {
        this(part, kind, message, null, cause);
    }

    /** With Meta's own error, or null, and the cause, or null. */
    public Broken(Part part, Kind kind, String message, JsonNode graph, Throwable cause) {
        super(kind, message, List.of(), graph, cause);
        this.part = part;
    }

    /** Whose fault it is. */
    public Part part() {
        return part;
    }
}

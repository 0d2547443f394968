package failures;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** A component failed this time. {@link Part} names the component responsible. */
public non-sealed class Broken extends Failure {

    /** The component responsible for a failure. */
    public enum Part {
        /** This process or its disk. */
        SERVICE,
        DATABASE,
        BLOBS,
        META,
        /** A third party: a webhook receiver or an image server. */
        OUTSIDE
    }

    private final Part part;

    /**
     * @param cause may be null
     */
    public Broken(Part part, Kind kind, String message, Throwable cause) {
        this(part, kind, message, null, cause);
    }

    /**
     * @param graph Meta's own error, or null
     * @param cause may be null
     */
    public Broken(Part part, Kind kind, String message, JsonNode graph, Throwable cause) {
        super(kind, message, List.of(), graph, cause);
        this.part = part;
    }

    public Part part() {
        return part;
    }
}

package graph;

import java.util.Locale;
import java.util.Map;

/** The kinds of calls to Meta for metrics and traces. There are few, independent of accounts and objects. */
public enum GraphOperation {
    CREATE_CAMPAIGN,
    CREATE_ADSET,
    CREATE_AD,
    CREATE_CREATIVE,
    /** A dry run: Meta checks an object without creating it. */
    CHECK,
    UPLOAD_IMAGE,
    START_VIDEO,
    TRANSFER_VIDEO,
    FINISH_VIDEO,
    READ,
    LIST,
    UPDATE,
    DELETE;

    private static final Map<String, GraphOperation> CREATES = Map.of(
            Creation.Kind.CAMPAIGN.edge(), CREATE_CAMPAIGN,
            Creation.Kind.ADSET.edge(), CREATE_ADSET,
            Creation.Kind.AD.edge(), CREATE_AD,
            Creation.Kind.CREATIVE.edge(), CREATE_CREATIVE);

    /** The operation of a request. */
    public static GraphOperation of(GraphRequest request) {
        String edge = request.path().substring(request.path().indexOf('/') + 1);
        boolean isNode = edge.length() == request.path().length();
        return switch (request.method()) {
            case GET -> isNode ? READ : LIST;
            case DELETE -> DELETE;
            case POST -> isNode ? UPDATE : post(edge, request);
        };
    }

    private static GraphOperation post(String edge, GraphRequest request) {
        return switch (edge) {
            case "adimages" -> UPLOAD_IMAGE;
            case "advideos" -> video(String.valueOf(request.fields().get("upload_phase")));
            default -> request.repeatable() ? CHECK : CREATES.getOrDefault(edge, UPDATE);
        };
    }

    private static GraphOperation video(String phase) {
        return switch (phase) {
            case "start" -> START_VIDEO;
            case "finish" -> FINISH_VIDEO;
            default -> TRANSFER_VIDEO;
        };
    }

    /** The name in metrics and traces, such as {@code create_campaign}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

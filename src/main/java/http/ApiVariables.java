package http;

/**
 * The exchange variables in which a route finds its request once {@link ContractValidator} has accepted it.
 * Routes read these and no raw headers.
 */
public final class ApiVariables {

    /** The {@code operationId} of the call, a {@link String}. */
    public static final String OPERATION = "operation";

    /**
     * The body: an {@link com.fasterxml.jackson.databind.node.ObjectNode} of the JSON, or of a form's text
     * fields as strings. Absent where the call takes no body. Defaults of the contract are not filled in.
     */
    public static final String REQUEST = "request";

    /** The files of a form by field name, a {@code Map<String, calls.UploadedFile>}. Absent where the call takes no form. */
    public static final String FILES = "files";

    /**
     * Path, query and header parameters by name, decoded, with the contract's defaults: a
     * {@code Map<String, String>}.
     */
    public static final String PARAMETERS = "parameters";

    /** What the call's key reaches, a {@link clients.KeyScope}. */
    public static final String KEY_SCOPE = "keyScope";

    /** A {@link java.util.function.BooleanSupplier} that says whether the caller still waits for the answer. */
    public static final String CALLER_IS_THERE = "callerIsThere";

    /** The path of the request, the {@code instance} of a problem: a {@link String}. */
    public static final String INSTANCE = "instance";

    private ApiVariables() {}
}

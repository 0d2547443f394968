package sandbox;

import java.util.Set;

/** The {@code execution_options} of a create or update. */
final class ExecutionOptions {
    private static final String NAME = "execution_options";
    private static final String VALIDATE_ONLY = "validate_only";
    private static final Set<String> KNOWN = Set.of(VALIDATE_ONLY, "include_recommendations", "synchronous_ad_review");

    private ExecutionOptions() {}

    /** @return whether the call is to be checked and answered only */
    static boolean validateOnly(Params params) {
        if (!params.has(NAME)) {
            return false;
        }
        boolean validateOnly = false;
        boolean recommendations = false;
        for (var option : params.list(NAME)) {
            if (!KNOWN.contains(option.asText())) {
                throw Refusal.parameter("Param execution_options must be one of {" + String.join(", ", KNOWN) + "}");
            }
            validateOnly |= option.asText().equals(VALIDATE_ONLY);
            recommendations |= option.asText().equals("include_recommendations");
        }
        if (recommendations && params.list(NAME).size() == 1) {
            throw Refusal.parameter("include_recommendations cannot be the only execution option");
        }
        return validateOnly;
    }
}

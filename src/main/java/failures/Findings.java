package failures;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The errors and warnings that a check of a request finds. All are reported at once. A path names a field by its
 * members and positions, joined by dots, such as {@code cards.2.link}; in JSON it becomes a pointer.
 */
public final class Findings {

    /** More would not be read, and a job keeps its warnings. */
    private static final int MOST = 100;

    private final boolean form;
    private final List<FieldError> errors = new ArrayList<>();
    private final Set<Warning> warnings = new LinkedHashSet<>();
    private boolean invalid;

    /** @param form true if the request is a form, whose errors are named by field */
    public Findings(boolean form) {
        this.form = form;
    }

    /** Adds a violation of the contract. */
    public void invalid(String path, String detail) {
        invalid = true;
        refuse(path, detail);
    }

    /** Adds an error that Meta would certainly report. */
    public void refuse(String path, String detail) {
        if (errors.size() < MOST) {
            errors.add(error(form, path, detail));
        }
    }

    /** Adds a warning: Meta may act differently from what the caller expects. */
    public void warn(String code, String detail) {
        if (warnings.size() < MOST) {
            warnings.add(new Warning(code, detail));
        }
    }

    /** The errors so far. */
    public List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /** The warnings so far, each once. */
    public List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * Ends the check.
     *
     * @throws Rejected with all errors, if there are any
     */
    public void raise() {
        if (errors.isEmpty()) {
            return;
        }
        throw invalid
                ? new Rejected(Kind.INVALID_REQUEST, "The request does not match the contract.", errors)
                : new Rejected(Kind.PREFLIGHT, "Meta would reject the request, so it was not sent.", errors);
    }

    /** An error at a path. */
    public static FieldError error(boolean form, String path, String detail) {
        return form
                ? FieldError.ofField(path, detail)
                : FieldError.atPointer(
                        "/" + path.replace("~", "~0").replace("/", "~1").replace('.', '/'), detail);
    }
}

package launches;

import failures.FieldError;
import failures.Kind;
import failures.Rejected;

import java.util.ArrayList;
import java.util.List;

/** The errors of a launch. All are reported at once, up to a readable number. */
final class LaunchFaults {

    static final int MOST = 100;

    private final List<FieldError> errors = new ArrayList<>();
    private boolean invalid;

    /** Adds an error of the request itself. */
    void invalid(String pointer, String detail) {
        invalid = true;
        add(pointer, detail);
    }

    /** Adds errors of a part of the request, with pointers from its root. */
    void invalid(String root, List<FieldError> faults) {
        faults.forEach(fault -> invalid(root + pointer(fault), fault.detail()));
    }

    /** Adds an error that Meta would certainly report. */
    void refused(String pointer, String detail) {
        add(pointer, detail);
    }

    /** Adds errors that Meta would certainly report for a part of the request, with pointers from its root. */
    void refused(String root, List<FieldError> faults) {
        faults.forEach(fault -> refused(root + pointer(fault), fault.detail()));
    }

    /** Adds the errors that a check found in a part of the request, with pointers from its root. */
    void add(String root, Rejected refusal) {
        if (refusal.kind() == Kind.PREFLIGHT) {
            refused(root, refusal.errors());
        } else {
            invalid(root, refusal.errors());
        }
    }

    private void add(String pointer, String detail) {
        if (errors.size() < MOST) {
            errors.add(FieldError.atPointer(pointer, detail));
        }
    }

    /** Errors of a form part name fields, and those of lists as {@code cards.2.link}. */
    private static String pointer(FieldError fault) {
        return fault.pointer() == null ? "/" + fault.field().replace('.', '/') : fault.pointer();
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Returns true if no more errors are stored, so that the search can end. */
    boolean isFull() {
        return errors.size() >= MOST;
    }

    List<FieldError> errors() {
        return errors;
    }

    /** The rejection of the launch. */
    Rejected refusal() {
        String more = isFull() ? " The first " + MOST + " faults follow." : "";
        return invalid
                ? new Rejected(Kind.INVALID_REQUEST, "The launch has errors; nothing was created." + more, errors)
                : new Rejected(Kind.PREFLIGHT, "Meta would reject the launch; nothing was created." + more, errors);
    }

    void raise() {
        if (!isEmpty()) {
            throw refusal();
        }
    }
}

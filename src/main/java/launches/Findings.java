package launches;

import failures.FieldError;
import failures.Kind;
import failures.Rejected;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a launch. All of it is reported at once, up to a number that a caller can read. */
final class Findings {

    static final int MOST = 100;

    private final List<FieldError> errors = new ArrayList<>();
    private boolean invalid;

    /** Adds a fault of the request itself. */
    void invalid(String pointer, String detail) {
        invalid = true;
        add(pointer, detail);
    }

    /** Adds faults of a part of the request, with pointers from its root. */
    void invalid(String root, List<FieldError> faults) {
        faults.forEach(fault -> invalid(root + pointer(fault), fault.detail()));
    }

    /** Adds something that Meta surely refuses. */
    void refused(String pointer, String detail) {
        add(pointer, detail);
    }

    /** Adds what Meta surely refuses in a part of the request, with pointers from its root. */
    void refused(String root, List<FieldError> faults) {
        faults.forEach(fault -> refused(root + pointer(fault), fault.detail()));
    }

    private void add(String pointer, String detail) {
        if (errors.size() < MOST) {
            errors.add(FieldError.atPointer(pointer, detail));
        }
    }

    /** A part of a form names its fields, and those of lists as {@code cards.2.link}. */
    private static String pointer(FieldError fault) {
        return fault.pointer() == null ? "/" + fault.field().replace('.', '/') : fault.pointer();
    }

    boolean isEmpty() {
        return errors.isEmpty();
    }

    /** Whether no more faults are kept, so that it is of no use to look for them. */
    boolean isFull() {
        return errors.size() >= MOST;
    }

    List<FieldError> errors() {
        return errors;
    }

    /** The refusal of the launch. */
    Rejected refusal() {
        String more = isFull() ? " The first " + MOST + " faults follow." : "";
        return invalid
                ? new Rejected(Kind.INVALID_REQUEST, "The launch has faults; nothing was created." + more, errors)
                : new Rejected(Kind.PREFLIGHT, "Meta would refuse the launch; nothing was created." + more, errors);
    }

    void raise() {
        if (!isEmpty()) {
            throw refusal();
        }
    }
}

package failures;

import java.util.List;

/** The object's present state does not allow it, or somebody else was faster. */
public non-sealed class Conflict extends Failure {

    public Conflict(String message) {
        this(Kind.CONFLICT, message);
    }

    public Conflict(Kind kind, String message) {
        super(kind, message, List.of(), null, null);
    }
}

package jobs;

/** A cursor that no list of jobs has given out. */
public class InvalidCursorException extends RuntimeException {

    public InvalidCursorException() {
        super("'cursor' is not one that a list of jobs gave out: take next_cursor as it is.", null, false, false);
    }
}

package graph;

/** The caller's time is up before Meta was asked, or asked again; nothing is under way. */
public class DeadlineException extends RuntimeException {

    public DeadlineException() {
        super("Nothing came from Meta in time.", null, false, false);
    }
}

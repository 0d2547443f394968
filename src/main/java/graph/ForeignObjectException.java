package graph;

/** An id that exists at Meta, but not in the caller's account. */
public class ForeignObjectException extends RuntimeException {

    public ForeignObjectException(String id) {
        super("There is no object '" + id + "' in the client's ad account.", null, false, false);
    }
}

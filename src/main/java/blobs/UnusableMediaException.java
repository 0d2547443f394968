package blobs;

/** A file has the right type but is damaged, or lacks what Meta demands: Meta would refuse it after the upload. */
public class UnusableMediaException extends RuntimeException {

    private final String field;

    /**
     * @param field the form field that the file came in
     * @param detail a sentence or two for the caller: what is wrong, and the way out
     */
    public UnusableMediaException(String field, String detail) {
        super("'" + field + "': " + detail, null, false, false);
        this.field = field;
    }

    /** The form field that the file came in. */
    public String field() {
        return field;
    }
}

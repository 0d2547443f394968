package blobs;

/** A file is not what its field is for, whatever it is called. */
public class WrongMediaTypeException extends RuntimeException {

    private final String field;

    public WrongMediaTypeException(String field, String found, String wanted) {
        super("'" + field + "' must be " + wanted + ", but its content is " + found + ".", null, false, false);
        this.field = field;
    }

    /** The form field that the file came in. */
    public String field() {
        return field;
    }
}

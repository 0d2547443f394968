package clients;

/** A client that cannot be set like that. */
public class InvalidClientException extends RuntimeException {

    private final String field;

    /**
     * @param field the member of the request's body that is at fault
     * @param detail what is wrong with it, without its value
     */
    public InvalidClientException(String field, String detail) {
        super(detail, null, false, false);
        this.field = field;
    }

    /** The member of the request's body that is at fault. */
    public String field() {
        return field;
    }
}

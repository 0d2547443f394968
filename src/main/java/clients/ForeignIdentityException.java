package clients;

/** A page or an Instagram account that the client may not advertise for. */
public class ForeignIdentityException extends RuntimeException {

    private final String place;

    /**
     * @param place a JSON Pointer into the request's body, or the name of a form's field
     */
    public ForeignIdentityException(String place, String message) {
        super(message, null, false, false);
        this.place = place;
    }

    /** A JSON Pointer into the request's body, or the name of a form's field. */
    public String place() {
        return place;
    }
}

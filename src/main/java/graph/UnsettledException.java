package graph;

/** Whether Meta made the object is not known yet, and the one who asks cannot wait on the spot. */
public class UnsettledException extends RuntimeException {

    private final transient Intent intent;

    public UnsettledException(Intent intent) {
        super(
                "Whether Meta made the " + intent.kind().sql() + " '" + intent.name() + "' is not known yet.",
                null,
                false,
                false);
        this.intent = intent;
    }

    public Intent intent() {
        return intent;
    }
}

package jobs;

/** The job has failed for good, by what Meta or its own limits said; another attempt would end the same. */
public class JobFailedException extends RuntimeException {

    private final String kind;

    /**
     * @param kind the problem's kind, as in {@code /problems/<kind>}
     * @param message a sentence for the person who made the job
     */
    public JobFailedException(String kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    public String kind() {
        return kind;
    }
}

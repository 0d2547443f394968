package blobs;

/** A picture is larger, once unfolded, than anybody should have to show it. */
public class TooManyPixelsException extends RuntimeException {

    private final String field;

    public TooManyPixelsException(String field, PictureSize size, long mostPixels) {
        super(
                "'%s' has %d x %d pixels; %d in all are allowed, and %d on a side."
                        .formatted(field, size.width(), size.height(), mostPixels, PictureSize.LONGEST_SIDE),
                null,
                false,
                false);
        this.field = field;
    }

    /** The form field that the file came in. */
    public String field() {
        return field;
    }
}

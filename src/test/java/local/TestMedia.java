package local;

/** Images and videos for tests of other packages. */
public final class TestMedia {

    private static final byte[] PICTURE = SampleMedia.picture();
    private static final byte[] VIDEO = SampleMedia.video();

    private TestMedia() {}

    /** A square PNG, always the same bytes. */
    public static byte[] picture() {
        return PICTURE.clone();
    }

    /** A clip of one second in an MP4 file, always the same bytes. */
    public static byte[] video() {
        return VIDEO.clone();
    }
}

package local;

/** Pictures and clips for tests of other rooms. */
public final class TestMedia {

    private TestMedia() {}

    /** A square PNG, always the same bytes. */
    public static byte[] picture() {
        return SampleMedia.picture();
    }

    /** A clip of one second in an MP4 file, always the same bytes. */
    public static byte[] video() {
        return SampleMedia.video();
    }
}

package local;

import java.nio.file.Path;

/** What the parts of local mode share. */
final class LocalMode {
    /** Where local mode keeps databases, blobs and marks between runs. */
    static final Path DIRECTORY = Path.of(".local");

    private LocalMode() {}
}

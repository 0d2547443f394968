package local;

import java.nio.file.Path;

final class LocalMode {
    /** Where local mode keeps databases, blobs and markers between runs. */
    static final Path DIRECTORY = Path.of(".local");

    private LocalMode() {}
}

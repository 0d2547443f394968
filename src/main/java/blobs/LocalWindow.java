package blobs;

import java.nio.file.Path;

/**
 * Bytes of a blob, readable from a file.
 *
 * @param offset their position in the file, in bytes
 * @param copy true if the file is a copy that must be deleted after reading
 */
public record LocalWindow(Path file, long offset, boolean copy) {}

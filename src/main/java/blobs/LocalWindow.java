package blobs;

import java.nio.file.Path;

/**
 * Bytes of a blob, to be read from a file.
 *
 * @param file holds them
 * @param offset where they begin in it, in bytes
 * @param copy whether the file was made to be read, and goes when that is done
 */
public record LocalWindow(Path file, long offset, boolean copy) {}

package calls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * A file of a request. It is in the uploads directory and is deleted when the call has been answered; to keep it, move
 * it before.
 *
 * @param path its location
 * @param size its length in bytes
 * @param fileName the file name sent by the caller, not to be trusted; empty if there was none
 * @param sha256 digest of its bytes, in hexadecimal digits
 */
public record UploadedFile(Path path, long size, String fileName, String sha256) {

    /** Marks a file as in use by its modification time. A file that was moved needs no mark. */
    public static void mark(Path file) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (NoSuchFileException moved) {
            // It was moved meanwhile.
        }
    }

    /** The digest algorithm for files. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

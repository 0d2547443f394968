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
 * A file that came with a request. It lies in the uploads directory and is deleted when the call has been
 * answered; whoever wants to keep it moves it away before.
 *
 * @param path where it lies
 * @param size its length in bytes
 * @param fileName the name the caller gave it, not to be trusted; empty where none was given
 * @param sha256 of its bytes, in hexadecimal digits; null for a request without an Idempotency-Key
 */
public record UploadedFile(Path path, long size, String fileName, String sha256) {

    /** Says that a file is in use, by the time of its last change; one that has been moved away needs it no more. */
    public static void mark(Path file) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (NoSuchFileException moved) {
            // It is kept elsewhere by now.
        }
    }

    /** What takes the digest of a file. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}

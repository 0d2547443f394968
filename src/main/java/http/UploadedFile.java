package http;

import java.nio.file.Path;

/**
 * A file that came with a request. It lies in the uploads directory and is deleted when the call has been
 * answered; whoever wants to keep it moves it away before.
 *
 * @param path where it lies
 * @param size its length in bytes
 * @param fileName the name the caller gave it, not to be trusted; empty where none was given
 */
public record UploadedFile(Path path, long size, String fileName) {}

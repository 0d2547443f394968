package sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A file that is being received. It is counted, hashed and, if it is a picture, checked. Its bytes are not kept.
 *
 * <p>A chunk of a video continues the hash of its upload session. If the form names the session after the file,
 * there is no hash to continue yet, and the chunk is kept in a temporary file until then.
 */
final class ReceivedFile implements AutoCloseable {
    private final String fileName;
    private final MessageDigest digest;
    private final UploadSession session;
    private final long sessionOffset;
    private final Path spool;
    private final OutputStream spoolStream;
    private final PictureProbe picture = new PictureProbe();
    private long size;
    private boolean complete;

    private ReceivedFile(String fileName, MessageDigest digest, UploadSession session, Path spool) {
        this.fileName = fileName;
        this.digest = digest;
        this.session = session;
        this.sessionOffset = session == null ? 0 : session.offset();
        this.spool = spool;
        try {
            this.spoolStream = spool == null ? null : Files.newOutputStream(spool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ReceivedFile whole(String fileName) {
        return new ReceivedFile(fileName, Digests.sha256(), null, null);
    }

    static ReceivedFile chunkOf(UploadSession session, String fileName) {
        return new ReceivedFile(fileName, session.digestSoFar(), session, null);
    }

    static ReceivedFile chunkOfUnknown(String fileName) {
        try {
            return new ReceivedFile(fileName, Digests.sha256(), null, Files.createTempFile("sandbox-chunk", null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(byte[] bytes) {
        size += bytes.length;
        digest.update(bytes);
        picture.write(bytes);
        if (spoolStream != null) {
            try {
                spoolStream.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The closing boundary was seen. */
    void completed() {
        complete = true;
    }

    boolean complete() {
        return complete;
    }

    String fileName() {
        return fileName;
    }

    long size() {
        return size;
    }

    /** @return dimensions of the picture; empty where the file is no whole PNG, JPEG or GIF */
    Optional<PaintedPictures.Size> pictureSize() {
        return picture.size();
    }

    /** @return SHA-256 of the file alone; not for chunks */
    String sha256() {
        return Digests.hex(digest);
    }

    /** @return the hash of the session's bytes with this chunk behind them, or null where it continues another state */
    MessageDigest continued(UploadSession target) {
        if (spool != null) {
            return hashSpool(target.digestSoFar());
        }
        return session == target && sessionOffset == target.offset() ? digest : null;
    }

    private MessageDigest hashSpool(MessageDigest soFar) {
        try {
            spoolStream.flush();
            try (var stream = Files.newInputStream(spool)) {
                byte[] buffer = new byte[64 * 1024];
                for (int n = stream.read(buffer); n > 0; n = stream.read(buffer)) {
                    soFar.update(buffer, 0, n);
                }
            }
            return soFar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (spool == null) {
            return;
        }
        try {
            spoolStream.close();
            Files.deleteIfExists(spool);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

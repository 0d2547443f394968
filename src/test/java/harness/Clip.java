package harness;

import local.TestMedia;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * A unique video: an MP4 with the index of the sample video, and random content.
 *
 * @param name of the job and so of its creative
 * @param sha256 of the file, in hex
 */
record Clip(String name, Path file, long bytes, String sha256) {
    static final long KIB = 1024;
    static final long MIB = 1024 * KIB;

    private static final int BLOCK = 64 * 1024;
    private static final byte[] INDEX = index(TestMedia.video());

    /**
     * Writes a clip.
     *
     * @param name also the seed of the content: equal names and sizes give equal clips
     * @param bytes at least 1 KiB
     */
    static Clip write(Path directory, String name, long bytes) {
        Path file = directory.resolve(name + ".mp4");
        MessageDigest digest = newDigest();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            byte[] head = head(bytes - INDEX.length);
            out.write(head);
            SplittableRandom random = new SplittableRandom(name.hashCode() * 31L + bytes);
            byte[] block = new byte[BLOCK];
            for (long left = bytes - head.length - INDEX.length; left > 0; left -= BLOCK) {
                random.nextBytes(block);
                out.write(block, 0, (int) Math.min(left, BLOCK));
            }
            out.write(INDEX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Clip(name, file, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** The last box of a clip. */
    private static byte[] index(byte[] clip) {
        int box = new String(clip, StandardCharsets.ISO_8859_1).lastIndexOf("moov") - Integer.BYTES;
        return Arrays.copyOfRange(clip, box, clip.length);
    }

    /** The box with the file type, and the head of one with the content (ISO/IEC 14496-12, 4.2 and 4.3). */
    private static byte[] head(long bytes) {
        int fileType = 20;
        int head = fileType + 16;
        return ByteBuffer.allocate(head)
                .putInt(fileType)
                .put("ftypmp42".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .put("mp42".getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .put("mdat".getBytes(StandardCharsets.US_ASCII))
                .putLong(bytes - fileType)
                .array();
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

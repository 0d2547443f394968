package local;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes JPEG images as an MP4 file with one video track (ISO/IEC 14496-12 and -14). JPEG is the only MPEG-4 codec that
 * Java includes; players support it.
 */
final class SampleMp4 {
    private static final int MOVIE_TIMESCALE = 1000;
    private static final int TRACK_ID = 1;
    private static final int DPI_72 = 0x00480000;
    private static final int FIXED_ONE = 0x00010000;
    private static final int LANGUAGE_UNDETERMINED = 0x55C4;

    /** Object type indication of ISO/IEC 10918-1 (JPEG) pictures. */
    private static final int OBJECT_TYPE_JPEG = 0x6C;

    /** Stream type 4, visual, in the upper six bits; the lowest bit is reserved and set. */
    private static final int STREAM_TYPE_VISUAL = 0x11;

    private final int width;
    private final int height;
    private final int framesPerSecond;

    SampleMp4(int width, int height, int framesPerSecond) {
        this.width = width;
        this.height = height;
        this.framesPerSecond = framesPerSecond;
    }

    byte[] toByteArray(List<byte[]> frames) {
        byte[] fileType = box("ftyp", text("mp42"), int32(0), text("mp42"), text("isom"));
        byte[] mediaData = box("mdat", frames.toArray(byte[][]::new));
        int firstFrame = fileType.length + 8;
        return concat(fileType, mediaData, movie(frames, firstFrame));
    }

    private byte[] movie(List<byte[]> frames, int firstFrame) {
        int duration = frames.size() * MOVIE_TIMESCALE / framesPerSecond;
        byte[] header = fullBox(
                "mvhd",
                0,
                int32(0, 0, MOVIE_TIMESCALE, duration, FIXED_ONE),
                int16(0x0100, 0),
                int32(0, 0),
                matrix(),
                int32(0, 0, 0, 0, 0, 0),
                int32(TRACK_ID + 1));
        return box("moov", header, box("trak", trackHeader(duration), media(frames, firstFrame)));
    }

    private byte[] trackHeader(int duration) {
        int enabledInMovieAndPreview = 7;
        return fullBox(
                "tkhd",
                enabledInMovieAndPreview,
                int32(0, 0, TRACK_ID, 0, duration, 0, 0),
                int16(0, 0, 0, 0),
                matrix(),
                int32(width << 16, height << 16));
    }

    private byte[] media(List<byte[]> frames, int firstFrame) {
        byte[] header =
                fullBox("mdhd", 0, int32(0, 0, framesPerSecond, frames.size()), int16(LANGUAGE_UNDETERMINED, 0));
        byte[] handler = fullBox("hdlr", 0, int32(0), text("vide"), int32(0, 0, 0), text("Video\0"));
        byte[] dataIsInThisFile = fullBox("dref", 0, int32(1), fullBox("url ", 1));
        byte[] information = box(
                "minf",
                fullBox("vmhd", 1, int16(0, 0, 0, 0)),
                box("dinf", dataIsInThisFile),
                sampleTable(frames, firstFrame));
        return box("mdia", header, handler, information);
    }

    /** All frames in one chunk, each with a duration of one tick. */
    private byte[] sampleTable(List<byte[]> frames, int firstFrame) {
        int[] sizes = frames.stream().mapToInt(frame -> frame.length).toArray();
        return box(
                "stbl",
                fullBox("stsd", 0, int32(1), sampleDescription()),
                fullBox("stts", 0, int32(1, frames.size(), 1)),
                fullBox("stsc", 0, int32(1, 1, frames.size(), 1)),
                fullBox("stsz", 0, int32(0, frames.size()), int32(sizes)),
                fullBox("stco", 0, int32(1, firstFrame)));
    }

    private byte[] sampleDescription() {
        byte[] noCompressorName = new byte[32];
        return box(
                "mp4v",
                int16(0, 0, 0),
                int16(1),
                int32(0, 0, 0, 0),
                int16(width, height),
                int32(DPI_72, DPI_72, 0),
                int16(1),
                noCompressorName,
                int16(0x0018, 0xFFFF),
                elementaryStream());
    }

    private static byte[] elementaryStream() {
        byte[] decoder = descriptor(0x04, int8(OBJECT_TYPE_JPEG, STREAM_TYPE_VISUAL), int8(0, 0, 0), int32(0, 0));
        byte[] syncLayer = descriptor(0x06, int8(2));
        return fullBox("esds", 0, descriptor(0x03, int16(TRACK_ID), int8(0), decoder, syncLayer));
    }

    private static byte[] matrix() {
        return int32(FIXED_ONE, 0, 0, 0, FIXED_ONE, 0, 0, 0, 0x40000000);
    }

    private static byte[] box(String type, byte[]... content) {
        byte[] payload = concat(content);
        return concat(int32(payload.length + 8), text(type), payload);
    }

    private static byte[] fullBox(String type, int flags, byte[]... content) {
        return box(type, int32(flags), concat(content));
    }

    /** With a length of one byte, at most 127. */
    private static byte[] descriptor(int tag, byte[]... content) {
        byte[] payload = concat(content);
        return concat(int8(tag, payload.length), payload);
    }

    private static byte[] int8(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer.array();
    }

    private static byte[] int16(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Short.BYTES);
        for (int value : values) {
            buffer.putShort((short) value);
        }
        return buffer.array();
    }

    private static byte[] int32(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Integer.BYTES);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}

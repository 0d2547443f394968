package media;

import blobs.BlobsConfig;
import failures.Kind;
import failures.Rejected;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Detects a file's type from its content, not its name, and rejects files that cannot be shown. */
@Singleton
public class MediaTypes {

    static final String JPEG = "image/jpeg";
    static final String PNG = "image/png";
    static final String MP4 = "video/mp4";
    static final String QUICKTIME = "video/quicktime";

    /**
     * The types of the first box of a QuickTime file, which may have no {@code ftyp} box (Apple's "QuickTime File
     * Format").
     */
    private static final Pattern QUICKTIME_BOX = Pattern.compile("moov|mdat|free|skip|wide|pnot");

    /** Brands of the same family that are images, audio or videos of old phones. */
    private static final Pattern OTHER_BRAND = Pattern.compile(
            "hei[cxms]|hev[cxms]|mif[12]|msf1|avi[fs]|crx |jp[2xm] |mj[p2][s2 ]|M4[ABP] |F4[ABP] |3g.*");

    /** Meta docs, "Video API, Error Codes": 1363022 below 1 KB. */
    private static final long SMALLEST_VIDEO = 1024;

    private static final int HEAD = 12;

    private final long mostPixels;

    @Inject
    public MediaTypes(BlobsConfig config) {
        this.mostPixels = config.maxPixels();
    }

    /**
     * The type of an image.
     *
     * @param field the form field, for the message
     * @return {@code image/jpeg} or {@code image/png}
     * @throws Rejected if it is neither, is incomplete or damaged, or its dimensions exceed a limit
     */
    public String image(String field, Path file) throws IOException {
        return picture(field, file).mediaType();
    }

    /**
     * The type of a video.
     *
     * @param field the form field, for the message
     * @return {@code video/mp4} or {@code video/quicktime}
     * @throws Rejected if it is neither, or Meta would certainly reject it after the upload
     */
    public String video(String field, Path file) throws IOException {
        return film(field, file).mediaType();
    }

    /**
     * The properties of an image, without a digest.
     *
     * @throws Rejected as {@link #image} does
     */
    public FileFacts picture(String field, Path file) throws IOException {
        try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
            String type = detect(bytes);
            if (!isPicture(type)) {
                throw wrongType(field, type, "a JPEG or PNG picture");
            }
            return picture(field, type, bytes);
        }
    }

    /**
     * The properties of a video, without a digest.
     *
     * @throws Rejected as {@link #video} does
     */
    public FileFacts film(String field, Path file) throws IOException {
        try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
            String type = detect(bytes);
            if (!isFilm(type)) {
                throw wrongType(field, type, "an MP4 or MOV video");
            }
            return film(field, type, bytes);
        }
    }

    /**
     * The properties of an image or video, without a digest.
     *
     * @throws Rejected if it is neither, or as {@link #image} and {@link #video} do
     */
    public FileFacts inspect(String field, Path file) throws IOException {
        try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
            String type = detect(bytes);
            if (isPicture(type)) {
                return picture(field, type, bytes);
            }
            if (isFilm(type)) {
                return film(field, type, bytes);
            }
            throw wrongType(field, type, "a JPEG or PNG picture, or an MP4 or MOV video");
        }
    }

    private static boolean isPicture(String type) {
        return PNG.equals(type) || JPEG.equals(type);
    }

    private static boolean isFilm(String type) {
        return MP4.equals(type) || QUICKTIME.equals(type);
    }

    private FileFacts picture(String field, String type, SeekableByteChannel bytes) throws IOException {
        var in = Channels.newInputStream(bytes.position(0));
        PictureSize size = (PNG.equals(type) ? PictureSize.ofPng(in) : PictureSize.ofJpeg(in))
                .orElseThrow(() -> unusable(
                        field, "The picture is cut off or damaged: its size is not known. Send the whole file."));
        if (!size.isBounded() || size.pixels() > mostPixels) {
            String detail = "'%s' has %d x %d pixels; %d in all are allowed, and %d on a side."
                    .formatted(field, size.width(), size.height(), mostPixels, PictureSize.LONGEST_SIDE);
            throw Rejected.field(Kind.TOO_LARGE, field, detail);
        }
        return new FileFacts(
                Medium.Kind.IMAGE,
                type,
                null,
                bytes.size(),
                (int) size.width(),
                (int) size.height(),
                null,
                null,
                MediaWarnings.ofPicture(size.width(), size.height()));
    }

    private static FileFacts film(String field, String type, SeekableByteChannel bytes) throws IOException {
        if (bytes.size() < SMALLEST_VIDEO) {
            throw unusable(
                    field,
                    "The video has %d bytes; Meta takes videos from %d bytes on."
                            .formatted(bytes.size(), SMALLEST_VIDEO));
        }
        MovieBoxes.Film film = MovieBoxes.read(bytes);
        if (film.fault() != null) {
            throw unusable(field, film.fault() + " Send a whole MP4 or MOV file with pictures.");
        }
        return new FileFacts(
                Medium.Kind.VIDEO,
                type,
                null,
                bytes.size(),
                film.width(),
                film.height(),
                film.durationMs(),
                film.codec(),
                MediaWarnings.ofFilm(film));
    }

    /** The type of a file by its first bytes; null if it is unknown. */
    private static String detect(SeekableByteChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD);
        while (bytes.hasRemaining() && file.read(bytes) >= 0) {
            // A read may return fewer bytes than available.
        }
        return detect(bytes.array(), bytes.position());
    }

    /** The same by its first bytes, of which twelve are enough. */
    static String detect(byte[] bytes, int count) {
        String head = new String(bytes, 0, Math.min(count, HEAD), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (head.length() < HEAD) {
            return null;
        }
        String box = head.substring(4, 8);
        String brand = head.substring(8);
        if (!"ftyp".equals(box)) {
            return QUICKTIME_BOX.matcher(box).matches() ? QUICKTIME : null;
        }
        if (OTHER_BRAND.matcher(brand).matches()) {
            return null;
        }
        return "qt  ".equals(brand) ? QUICKTIME : MP4;
    }

    private static Rejected wrongType(String field, String found, String wanted) {
        String content = found == null ? "of another type" : found;
        return Rejected.field(
                Kind.UNSUPPORTED_MEDIA_TYPE,
                field,
                "'%s' must be %s, but its content is %s.".formatted(field, wanted, content));
    }

    /** The file has the right type but is damaged, or lacks something that Meta requires. */
    private static Rejected unusable(String field, String detail) {
        return Rejected.field(Kind.PREFLIGHT, field, "'" + field + "': " + detail);
    }
}

package blobs;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;
import org.apache.tika.Tika;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Tells a file's type by its content; its name and what its sender says of it do not count. */
@Singleton
@Unremovable
public class MediaTypes {

    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png");
    private static final Set<String> MP4 = Set.of("video/mp4", "application/mp4", "video/x-m4v");
    private static final String QUICKTIME = "video/quicktime";

    /** Meta docs, "Video API, Error Codes": 1363022 below 1 KB. */
    private static final long SMALLEST_VIDEO = 1024;

    private final Tika tika = new Tika();
    private final long mostPixels;

    @Inject
    public MediaTypes(BlobsConfig config) {
        this.mostPixels = config.maxPixels();
    }

    /**
     * The type of a picture.
     *
     * @param field the form field it came in, for the message
     * @return {@code image/jpeg} or {@code image/png}
     * @throws WrongMediaTypeException if it is neither
     * @throws UnusableMediaException if it is cut off or damaged
     * @throws TooManyPixelsException if it names more pixels than allowed, or a longer side
     */
    public String image(String field, Path file) throws IOException {
        String type = detect(file);
        if (!IMAGES.contains(type)) {
            throw new WrongMediaTypeException(field, type, "a JPEG or PNG picture");
        }
        PictureSize size = size(type, file)
                .orElseThrow(() -> new UnusableMediaException(
                        field, "The picture is cut off or damaged: its size is not known. Send the whole file."));
        if (!size.isBounded() || size.pixels() > mostPixels) {
            throw new TooManyPixelsException(field, size, mostPixels);
        }
        return type;
    }

    private static Optional<PictureSize> size(String type, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return "image/png".equals(type) ? PictureSize.ofPng(in) : PictureSize.ofJpeg(in);
        }
    }

    /**
     * The type of a video. Tika knows the brands of MP4's early days and calls every other file of the family
     * QuickTime; the brand {@code qt} alone, or none, makes it that.
     *
     * @param field the form field it came in, for the message
     * @return {@code video/mp4} or {@code video/quicktime}
     * @throws WrongMediaTypeException if it is neither
     * @throws UnusableMediaException if Meta would surely refuse it after the upload
     */
    public String video(String field, Path file) throws IOException {
        String type = videoType(field, file);
        long length = Files.size(file);
        if (length < SMALLEST_VIDEO) {
            throw new UnusableMediaException(
                    field,
                    "The video has %d bytes; Meta takes videos from %d bytes on.".formatted(length, SMALLEST_VIDEO));
        }
        try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
            Optional<String> fault = MovieBoxes.faultOf(bytes);
            if (fault.isPresent()) {
                throw new UnusableMediaException(field, fault.get() + " Send a whole MP4 or MOV file with pictures.");
            }
        }
        return type;
    }

    private String videoType(String field, Path file) throws IOException {
        String type = detect(file);
        if (MP4.contains(type)) {
            return "video/mp4";
        }
        if (!QUICKTIME.equals(type)) {
            throw new WrongMediaTypeException(field, type, "an MP4 or MOV video");
        }
        String brand = brand(file);
        return brand.isEmpty() || brand.equals("qt  ") ? QUICKTIME : "video/mp4";
    }

    /** The major brand of an ISO base media file; empty if the file does not begin by saying its brand. */
    private static String brand(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
            return head.startsWith("ftyp", 4) && head.length() == 12 ? head.substring(8) : "";
        }
    }

    /** The type of the picture that came with an image creative. */
    public String imageOfCreative(@Variable("imageFile") Path file) throws IOException {
        return image("image", file);
    }

    /** The type of the video that came with a job. */
    public String videoOfJob(@Variable("videoFile") Path file) throws IOException {
        return video("video", file);
    }

    /** The type of the thumbnail that came with a job; null without one. */
    public String thumbnailOfJob(@Variable("thumbnailFile") Path file) throws IOException {
        return file == null ? null : image("thumbnail", file);
    }

    /** The type of the thumbnail that is about to be uploaded. */
    public String thumbnail(@Variable("thumbnailFile") Path file) throws IOException {
        return image("thumbnail", file);
    }

    private String detect(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return tika.detect(in);
        }
    }
}

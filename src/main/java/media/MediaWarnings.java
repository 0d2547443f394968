package media;

import media.Medium.Warning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Warnings about files that Meta accepts, but may reject later, crop, or not show in some placements (Meta's Ads Guide;
 * "Video API" on encoding). The codes are part of the API.
 */
final class MediaWarnings {

    private static final int INSTAGRAM_WIDTH = 600;
    private static final double WIDEST = 1.91;
    private static final double TALLEST = 9.0 / 16;
    private static final double WIDEST_VIDEO = 16.0 / 9;
    /** Pixels are whole. */
    private static final double NEARLY = 0.02;

    private static final Set<String> USUAL_CODECS = Set.of("avc1", "avc3");
    private static final Set<String> USUAL_SOUND = Set.of("mp4a");
    private static final double FEWEST_FRAMES = 23.9;
    private static final double MOST_FRAMES = 60.1;
    private static final long LONG_VIDEO_MS = 30_000;
    private static final long SHORTEST_MS = 1000;
    private static final long LONGEST_REEL_MS = 15 * 60_000;
    private static final int WIDTH_OF_SHORT = 250;
    private static final int WIDTH_OF_LONG = 500;

    private MediaWarnings() {}

    static List<Warning> ofPicture(long width, long height) {
        List<Warning> warnings = new ArrayList<>();
        if (width < INSTAGRAM_WIDTH) {
            add(
                    warnings,
                    "small-image",
                    "The picture is %d pixels wide. Instagram asks for 600, and Meta advises 1080.",
                    width);
        }
        double ratio = (double) width / height;
        if (ratio > WIDEST + NEARLY || ratio < TALLEST - NEARLY) {
            add(warnings, "ratio", "%d x %d is outside of 1.91:1 to 9:16, so placements crop it.", width, height);
        }
        return List.copyOf(warnings);
    }

    static List<Warning> ofFilm(MovieBoxes.Film film) {
        List<Warning> warnings = new ArrayList<>();
        if (film.indexAtEnd()) {
            add(
                    warnings,
                    "moov-at-end",
                    "The index ('moov') is behind the content. Meta may fail to process it (352/6000); write it first"
                            + " (ffmpeg: -movflags +faststart).");
        }
        if (film.editList()) {
            add(
                    warnings,
                    "edit-list",
                    "The picture track has an edit list, which Meta's guide forbids; some placements refuse it"
                            + " (ffmpeg: -use_editlist 0).");
        }
        if (film.codec() != null && !USUAL_CODECS.contains(film.codec())) {
            add(warnings, "codec", "The codec is '%s'. Meta advises H.264.", film.codec());
        }
        if (film.soundCodec() != null && !USUAL_SOUND.contains(film.soundCodec())) {
            add(warnings, "audio-codec", "The sound's codec is '%s'. Meta advises AAC.", film.soundCodec());
        }
        if (film.fullColour()) {
            add(
                    warnings,
                    "pixel-format",
                    "The colours are not stored as 4:2:0. Meta may fail to process it (352/6000; ffmpeg: -pix_fmt"
                            + " yuv420p).");
        }
        frames(film, warnings);
        duration(film, warnings);
        size(film, warnings);
        return List.copyOf(warnings);
    }

    private static void frames(MovieBoxes.Film film, List<Warning> warnings) {
        Double rate = film.framesPerSecond();
        if (rate != null && (rate < FEWEST_FRAMES || rate > MOST_FRAMES)) {
            add(warnings, "frame-rate", "It has %.2f frames a second. Meta advises 24 to 60.", rate);
        }
        if (!film.steadyFrames()) {
            add(warnings, "variable-frame-rate", "Its frame rate varies. Meta advises a fixed one.");
        }
    }

    private static void duration(MovieBoxes.Film film, List<Warning> warnings) {
        if (film.durationMs() == null) {
            return;
        }
        if (film.durationMs() < SHORTEST_MS) {
            add(warnings, "duration", "It lasts %d ms. Most placements ask for a second at least.", film.durationMs());
        } else if (film.durationMs() > LONGEST_REEL_MS) {
            add(warnings, "duration", "It lasts %d minutes. Reels take up to 15.", film.durationMs() / 60_000);
        }
    }

    private static void size(MovieBoxes.Film film, List<Warning> warnings) {
        if (film.width() == null || film.height() == null) {
            return;
        }
        double ratio = (double) film.width() / film.height();
        if (ratio > WIDEST_VIDEO + NEARLY || ratio < TALLEST - NEARLY) {
            add(
                    warnings,
                    "ratio",
                    "%d x %d is outside of 16:9 to 9:16, so placements crop or refuse it.",
                    film.width(),
                    film.height());
        }
        boolean isLong = film.durationMs() != null && film.durationMs() >= LONG_VIDEO_MS;
        int least = isLong ? WIDTH_OF_LONG : WIDTH_OF_SHORT;
        if (film.width() < least) {
            add(warnings, "small-video", "It is %d pixels wide. Meta asks for %d at this length.", film.width(), least);
        }
    }

    private static void add(List<Warning> warnings, String code, String detail, Object... values) {
        warnings.add(new Warning(code, String.format(Locale.ROOT, detail, values)));
    }
}

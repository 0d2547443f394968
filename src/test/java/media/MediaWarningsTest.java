package media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class MediaWarningsTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            1080, 1350, -
            1200,  628, -
            1080, 1920, -
             599,  599, small-image
            1080, 2400, ratio
            2000,  800, ratio
            """)
    void warnsOfPictures(int width, int height, String code) {
        assertThat(codes(MediaWarnings.ofPicture(width, height))).isEqualTo(code == null ? List.of() : List.of(code));
    }

    @Test
    void saysNothingOfAFilmAsMetaWantsIt() {
        assertThat(MediaWarnings.ofFilm(film(1080, 1920, 15_000L, "avc1", "mp4a", 30.0, true, false, false, false)))
                .isEmpty();
        assertThat(MediaWarnings.ofFilm(film(null, null, null, null, null, null, true, false, false, false)))
                .as("of which nothing is known")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1080, 1920,   15000, hvc1, mp4a, 30,  true,  false, false, false, codec",
        "1080, 1920,   15000, avc1, sowt, 30,  true,  false, false, false, audio-codec",
        "1080, 1920,   15000, avc1, mp4a, 12,  true,  false, false, false, frame-rate",
        "1080, 1920,   15000, avc1, mp4a, 120, true,  false, false, false, frame-rate",
        "1080, 1920,   15000, avc1, mp4a, 30,  false, false, false, false, variable-frame-rate",
        "1080, 1920,   15000, avc1, mp4a, 30,  true,  true,  false, false, pixel-format",
        "1080, 1920,   15000, avc1, mp4a, 30,  true,  false, true,  false, edit-list",
        "1080, 1920,   15000, avc1, mp4a, 30,  true,  false, false, true,  moov-at-end",
        "1080, 2400,   15000, avc1, mp4a, 30,  true,  false, false, false, ratio",
        " 240,  240,   15000, avc1, mp4a, 30,  true,  false, false, false, small-video",
        " 480,  480,   30000, avc1, mp4a, 30,  true,  false, false, false, small-video",
        "1080, 1920,     900, avc1, mp4a, 30,  true,  false, false, false, duration",
        "1080, 1920, 1000000, avc1, mp4a, 30,  true,  false, false, false, duration"
    })
    void warnsOfFilms(
            int width,
            int height,
            long duration,
            String codec,
            String sound,
            double rate,
            boolean steady,
            boolean fullColour,
            boolean edited,
            boolean atEnd,
            String code) {
        assertThat(codes(MediaWarnings.ofFilm(
                        film(width, height, duration, codec, sound, rate, steady, fullColour, edited, atEnd))))
                .containsExactly(code);
    }

    private static MovieBoxes.Film film(
            Integer width,
            Integer height,
            Long duration,
            String codec,
            String sound,
            Double rate,
            boolean steady,
            boolean fullColour,
            boolean edited,
            boolean atEnd) {
        return new MovieBoxes.Film(
                null, width, height, duration, codec, sound, rate, steady, fullColour, edited, atEnd);
    }

    private static List<String> codes(List<Medium.Warning> warnings) {
        return warnings.stream().map(Medium.Warning::code).toList();
    }
}

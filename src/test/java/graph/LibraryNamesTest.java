package graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            summer-1x1-v3.png             | image/png  | summer-1x1-v3.png
            summer.JPEG                   | image/jpeg | summer.jpg
            picture.jpg                   | image/png  | picture.png
            фото 😀.png                    | image/png  | фото 😀.png
            v1.2                          | image/png  | v1.2.png
            Summer, 1:1, v3               | image/jpeg | Summer, 1_1, v3.jpg
            C:\\pictures\\beach.png         | image/png  | beach.png
            ../../etc/passwd              | image/png  | passwd.png
            .png                          | image/png  | image.png
            .hidden.png                   | image/png  | hidden.png
            a"; filename="b.png           | image/png  | a__ filename=_b.png
            """)
    void areTheCallersOwnWithTheSuffixOfTheRealType(String wanted, String mediaType, String name) {
        assertThat(LibraryNames.of(wanted, mediaType)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "...", "/", "\u0000\u0007", "\u202E", "\uD83D"})
    void areNeverEmpty(String wanted) {
        assertThat(LibraryNames.of(wanted, "image/png")).isEqualTo("image.png");
        assertThat(LibraryNames.of(null, "image/jpeg")).isEqualTo("image.jpg");
    }

    /** A right-to-left override shows "photo‮gnp.exe" as "photoexe.png". */
    @ParameterizedTest
    @ValueSource(strings = {"photo\u202Egnp.png", "ph\u200Boto\u0000gnp.png", "pho\r\ntognp.png", "phot\u2066ognp.png"})
    void areReadAsTheyAreWritten(String wanted) {
        assertThat(LibraryNames.of(wanted, "image/png")).isEqualTo("photognp.png");
    }

    @Test
    void areTruncatedToMetasMaximum() {
        assertThat(LibraryNames.of("x".repeat(300) + ".png", "image/png"))
                .hasSize(LibraryNames.MOST_CHARACTERS)
                .endsWith("x.png");
        String emojis = LibraryNames.of("a" + "😀".repeat(80), "image/png");
        assertThat(emojis)
                .hasSizeLessThanOrEqualTo(LibraryNames.MOST_CHARACTERS)
                .endsWith("😀.png");
    }
}

package graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;

class ImagesTest {

    private final Images images = new Images();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'images': {'image.png': {'hash': 'abc'}}}",
                "{'images': {'bytes': {'hash': 'abc', 'url': 'https://a'}}}"
            })
    void readsTheHashUnderWhateverKey(String answer) {
        assertThat(images.hash(GraphFixtures.json(answer))).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'images': {}}", "{'images': {'image.png': {'hash': null}}}"})
    void triesAgainWithoutAHash(String answer) {
        assertThatThrownBy(() -> images.hash(GraphFixtures.json(answer))).isInstanceOf(GraphException.Transient.class);
    }

    /** Meta recognises an image's type by the extension of its file name. */
    @ParameterizedTest
    @CsvSource({"image/png, beach.png", "image/jpeg, beach.jpg"})
    void namesTheFileByItsType(String mediaType, String fileName) {
        GraphRequest request = images.upload(Path.of("blob"), 7, mediaType, "beach", GraphFixtures.ACCOUNT);

        assertThat(request.path()).isEqualTo("act_1/adimages");
        assertThat(request.attachment().fileName()).isEqualTo(fileName);
        assertThat(request.attachment().contentType()).isEqualTo(mediaType);
        assertThat(request.attachment().length()).isEqualTo(7);
    }

    @Test
    void mayBeSentTwice() {
        assertThat(images.upload(Path.of("blob"), 7, "image/png", "beach", GraphFixtures.ACCOUNT)
                        .repeatable())
                .isTrue();
    }
}

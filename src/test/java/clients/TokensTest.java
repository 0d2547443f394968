package clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class TokensTest {

    @TempDir
    Path directory;

    private final Tokens tokens = new Tokens(List.of(
            new EnvironmentTokens(new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(
                            Map.of("TOKEN_A", " token-of-a\n", "TOKEN_B", "two words", "TOKEN_C", " "), "test", 100))
                    .build()),
            new FileTokens(),
            new TokenScheme() {
                @Override
                public String name() {
                    return "VAULT";
                }

                @Override
                public Optional<String> read(String place) {
                    return Optional.of("vaulted-" + place.replace(':', '-'));
                }
            }));

    @Test
    void readsVariables() {
        assertThat(tokens.resolve("ENV:TOKEN_A")).isEqualTo("token-of-a");
    }

    @Test
    void readsFilesAgainWhenTheyChange() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "first-token\n");
        assertThat(tokens.resolve("FILE:" + file)).isEqualTo("first-token");

        Files.writeString(file, "other-token\n");

        assertThat(tokens.resolve("FILE:" + file)).isEqualTo("other-token");
    }

    @Test
    void asksSchemesThatWereAdded() {
        assertThat(tokens.resolve("VAULT:kv:francisco")).isEqualTo("vaulted-kv-francisco");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENV:TOKEN_MISSING",
                "ENV:TOKEN_C",
                "ENV:",
                "FILE:/nowhere/token",
                "FILE:/",
                "FILE:\0",
                "FILE:/dev/zero",
                "S3:token",
                "TOKEN_A",
                ""
            })
    void namesTheReferenceWithoutAToken(String reference) {
        assertThatExceptionOfType(TokenUnavailableException.class)
                .isThrownBy(() -> tokens.resolve(reference))
                .withMessageContaining("'" + reference + "'");
    }

    @Test
    void takesNoSentenceForAToken() {
        assertThatExceptionOfType(TokenUnavailableException.class)
                .isThrownBy(() -> tokens.resolve("ENV:TOKEN_B"))
                .withMessageContaining("ENV:TOKEN_B")
                .withMessageNotContaining("two words");
    }
}

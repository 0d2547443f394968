package webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clients.TokenScheme;
import clients.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import settings.InvalidSettingException;
import settings.MappedConfig;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored form of secrets. */
class SecretVaultTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Map<String, String> PLACES = Map.of(
            "key", key(32, 'k'),
            "other", key(32, 'o'),
            "short", key(16, 'k'),
            "no-base64", "not*base64");

    private final SecretVault vault = vault("MAP:key");

    @Test
    void hidesSecretsFromThoseWithoutTheKey() {
        String stored = vault.seal(SECRET, "francisco");

        assertThat(stored).doesNotContain("whsec").doesNotContain(SECRET.substring(6));
        assertThat(vault.open(stored, "francisco")).isEqualTo(SECRET);
        assertThat(vault.seal(SECRET, "francisco")).isNotEqualTo(stored);
    }

    @Test
    void opensNoSecretOfAnotherClientOrKey() {
        String stored = vault.seal(SECRET, "francisco");

        assertThatThrownBy(() -> vault.open(stored, "other")).isInstanceOf(SealedSecret.class);
        assertThatThrownBy(() -> vault("MAP:other").open(stored, "francisco"))
                .isInstanceOf(SealedSecret.class)
                .hasMessageContaining("creative.webhooks.encryption-key-ref");
        assertThatThrownBy(() -> vault(null).open(stored, "francisco")).isInstanceOf(SealedSecret.class);
    }

    @Test
    void storesSecretsAsTheyAreWithoutAKeyAndReadsThemWithOne() {
        String stored = vault(null).seal(SECRET, "francisco");

        assertThat(stored).isEqualTo(SECRET);
        assertThat(vault.open(stored, "francisco")).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MAP:nothing", "MAP:short", "MAP:no-base64", "key"})
    void stopsAStartWithoutTheKeyThereShouldBe(String ref) {
        assertThatThrownBy(() -> vault(ref))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("creative.webhooks.encryption-key-ref=" + ref);
    }

    private static SecretVault vault(String ref) {
        WebhooksConfig config = ref == null
                ? MappedConfig.of(WebhooksConfig.class, "endpoint", "mock:receiver")
                : MappedConfig.of(WebhooksConfig.class, "endpoint", "mock:receiver", "encryption-key-ref", ref);
        return new SecretVault(config, new Tokens(List.of(new MapScheme())));
    }

    private static String key(int bytes, char fill) {
        return Base64.getEncoder()
                .encodeToString(String.valueOf(fill).repeat(bytes).getBytes());
    }

    private static final class MapScheme implements TokenScheme {
        @Override
        public String name() {
            return "MAP";
        }

        @Override
        public Optional<String> read(String place) {
            return Optional.ofNullable(PLACES.get(place));
        }
    }
}

package clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

class PlainKeyTest {

    @Test
    void isReadAsItWasShown() {
        PlainKey key = PlainKey.generate();

        assertThat(key.text()).matches("cs_[a-z0-9]{16}_[A-Za-z0-9_-]{43}");
        assertThat(PlainKey.parse(key.text())).contains(key);
    }

    @Test
    void has256BitsThatNobodyKnows() {
        Set<String> secrets = new HashSet<>();
        IntStream.range(0, 100).forEach(i -> secrets.add(PlainKey.generate().secret()));

        assertThat(secrets).hasSize(100).allSatisfy(secret -> assertThat(
                        Base64.getUrlDecoder().decode(secret))
                .hasSize(32));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cs_",
                "cs_k3x9q2m7c1v8b5n0",
                "cs_k3x9q2m7c1v8b5n0_short",
                "xx_k3x9q2m7c1v8b5n0_3f8GqYl0m2Jr5vN7cXw9TzA1sD4eH6kP8bU0iO2yLxE",
                "cs_K3X9Q2M7C1V8B5N0_3f8GqYl0m2Jr5vN7cXw9TzA1sD4eH6kP8bU0iO2yLxE",
                "cs_k3x9q2m7c1v8b5n0_3f8GqYl0m2Jr5vN7cXw9TzA1sD4eH6kP8bU0iO2yLxE\n",
                "cs_k3x9q2m7c1v8b5n0_3f8GqYl0m2Jr5vN7cXw9TzA1sD4eH6kP8bU0iO2yLxE_",
                "cs_k3x9q2m7c1v8b5n0_3f8GqYl0m2Jr5vN7cXw9TzA1sD4eH6kP8bU0iO2yLxF"
            })
    void isNothingElse(String text) {
        assertThat(PlainKey.parse(text)).isEmpty();
    }

    @Test
    void doesNotShowItsSecret() {
        PlainKey key = PlainKey.generate();

        assertThat(key.toString()).contains(key.keyId()).doesNotContain(key.secret());
        assertThat(Secrets.redact("GET /v1/jobs with " + key.text() + "."))
                .isEqualTo("GET /v1/jobs with cs_" + key.keyId() + "_[redacted].");
    }

    @Test
    void opensItsOwnRowUntilThatIsRevoked() {
        PlainKey key = PlainKey.generate();
        PlainKey other = PlainKey.generate();

        assertThat(row(key, null).isOpenedBy(key)).isTrue();
        assertThat(row(key, null).isOpenedBy(new PlainKey(key.keyId(), other.secret())))
                .isFalse();
        assertThat(row(key, null).isOpenedBy(new PlainKey(other.keyId(), key.secret())))
                .isFalse();
        assertThat(row(key, Instant.now()).isOpenedBy(key)).isFalse();
        assertThat(row(key, null).secretSha256()).matches("[0-9a-f]{64}").doesNotContain(key.secret());
    }

    private static ApiKey row(PlainKey key, Instant revokedAt) {
        return new ApiKey(
                key.keyId(),
                "francisco",
                key.secretSha256(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.now(),
                null,
                revokedAt);
    }
}

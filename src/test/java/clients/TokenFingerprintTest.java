package clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFingerprintTest {

    private static final String TOKEN = "EAAB-token";

    @Test
    void tellsATokenFromAnother() {
        String fingerprint = TokenFingerprint.of(TOKEN);

        assertThat(TokenFingerprint.matches(fingerprint, TOKEN)).isTrue();
        assertThat(TokenFingerprint.matches(fingerprint, TOKEN + "x")).isFalse();
    }

    @Test
    void isReadByOtherProcesses() {
        // HMAC-SHA256 of the token under a salt of zeros, cut to four bytes
        String ofAnother = "00000000000000000000000000000000:"
                + AppSecretProof.of(TOKEN, "\0".repeat(16)).substring(0, 8);

        assertThat(TokenFingerprint.matches(ofAnother, TOKEN)).isTrue();
    }

    @Test
    void keepsThirtyTwoBitsAndNothingOfTheToken() {
        assertThat(TokenFingerprint.of(TOKEN)).matches("[0-9a-f]{32}:[0-9a-f]{8}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "abc", "00:00", "zz000000000000000000000000000000:00000000"})
    void aMalformedOneMatchesNoToken(String fingerprint) {
        assertThat(TokenFingerprint.matches(fingerprint, TOKEN)).isFalse();
    }

    @Test
    void provesTheAppsSecretAsMetaWantsIt() {
        // RFC 4231, test case 2
        assertThat(AppSecretProof.of("what do ya want for nothing?", "Jefe"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}

package clients;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

class ApiKeyCacheTest {

    private static final Duration LIFETIME = Duration.ofSeconds(3);

    private final Time time = new Time();
    private final ApiKeyCache cache = new ApiKeyCache(LIFETIME, time);
    private final ApiKey key = new ApiKey(
            "k3x9q2m7c1v8b5n0", "francisco", "00", null, null, null, null, null, null, null, Instant.EPOCH, null, null);

    @Test
    void trustsWhatItReadForALittleWhile() {
        cache.remember(key.keyId(), Optional.of(key));
        cache.remember("nobody", Optional.empty());

        time.passes(LIFETIME.minusMillis(1));
        assertThat(cache.get(key.keyId())).contains(Optional.of(key));
        assertThat(cache.get("nobody")).contains(Optional.empty());
        assertThat(cache.get("never-seen")).isEmpty();

        time.passes(Duration.ofMillis(1));
        assertThat(cache.get(key.keyId())).isEmpty();
        assertThat(cache.get("nobody")).isEmpty();
    }

    @Test
    void forgetsWhatIsRevoked() {
        cache.remember(key.keyId(), Optional.of(key));

        cache.forget(key.keyId());

        assertThat(cache.get(key.keyId())).isEmpty();
    }

    @Test
    void isNotFilledUpByInventedKeys() {
        cache.remember(key.keyId(), Optional.of(key));

        for (int i = 0; i < 20_000; i++) {
            cache.remember("invented-" + i, Optional.empty());
        }

        assertThat(cache.get(key.keyId())).contains(Optional.of(key));
        assertThat(cache.get("invented-0")).as("the oldest is removed first").isEmpty();
        assertThat(cache.get("invented-19999")).contains(Optional.empty());
    }

    @Test
    void notesAUseOnceAMinute() {
        assertThat(cache.isUseToBeNoted(key.keyId())).isTrue();
        assertThat(cache.isUseToBeNoted(key.keyId())).isFalse();

        time.passes(Duration.ofMinutes(1));

        assertThat(cache.isUseToBeNoted(key.keyId())).isTrue();
    }

    private static final class Time extends Clock {
        private Instant now = Instant.parse("2026-01-31T12:00:00Z");

        void passes(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}

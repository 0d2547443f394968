package http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowQuotaTest {

    private final RowQuota quota = new RowQuota(100);

    @Test
    void nothingIsAddedBeforeTheFirstCount() {
        assertThat(quota.mustCount("one")).isTrue();
        assertThat(quota.take("one")).isFalse();
    }

    @Test
    void aPartOfWhatIsLeftIsAddedUnasked() {
        quota.counted("one", 20);

        for (int i = 0; i < 5; i++) {
            assertThat(quota.mustCount("one")).isFalse();
            assertThat(quota.take("one")).isTrue();
        }
        assertThat(quota.mustCount("one")).isTrue();
        assertThat(quota.take("one")).isFalse();
    }

    @Test
    void theLastRowIsCountedForItself() {
        quota.counted("one", 99);
        assertThat(quota.take("one")).isTrue();

        quota.counted("one", 100);
        assertThat(quota.take("one")).isFalse();
        assertThat(quota.mustCount("one")).isTrue();
    }

    @Test
    void clientsAreCountedApart() {
        quota.counted("one", 100);
        quota.counted("two", 0);

        assertThat(quota.take("one")).isFalse();
        assertThat(quota.take("two")).isTrue();
    }
}

package shares;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowQuotaTest {

    private final RowQuota quota = new RowQuota(100);

    @Test
    void nothingIsAddedBeforeTheFirstCount() {
        assertThat(quota.take("one")).isFalse();
    }

    @Test
    void aPartOfWhatIsLeftIsAddedUnasked() {
        assertThat(quota.takeCounted("one", 20)).isTrue();

        for (int i = 0; i < 4; i++) {
            assertThat(quota.take("one")).isTrue();
        }
        assertThat(quota.take("one")).isFalse();
    }

    @Test
    void theLastRowIsCountedForItself() {
        assertThat(quota.takeCounted("one", 99)).isTrue();
        assertThat(quota.take("one")).isFalse();

        assertThat(quota.takeCounted("one", 100)).isFalse();
        assertThat(quota.take("one")).isFalse();
    }

    /** Without its own count, the second of two calls would be rejected although 90 rows were left. */
    @Test
    void aCallThatFindsNothingLeftUnaskedCountsItself() {
        quota.takeCounted("one", 20);
        for (int i = 0; i < 4; i++) {
            quota.take("one");
        }

        assertThat(quota.take("one")).isFalse();
        assertThat(quota.takeCounted("one", 25)).isTrue();
    }

    @Test
    void clientsAreCountedApart() {
        assertThat(quota.takeCounted("one", 100)).isFalse();
        assertThat(quota.takeCounted("two", 0)).isTrue();

        assertThat(quota.take("one")).isFalse();
        assertThat(quota.take("two")).isTrue();
    }
}

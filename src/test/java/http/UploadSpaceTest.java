package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.concurrent.atomic.AtomicLong;

class UploadSpaceTest {

    private static final int MB = 1024 * 1024;

    private final AtomicLong usable = new AtomicLong(100L * MB);
    private final UploadSpace space = new UploadSpace(usable::get, 10L * MB);

    @Test
    void leavesTheReserveAlone() {
        assertRefused(90L * MB + 1);
        space.share(90L * MB);
    }

    @Test
    void keepsWhatItHasPromised() {
        UploadSpace.Share first = space.share(60L * MB);
        assertRefused(31L * MB);

        first.take(20 * MB);
        usable.addAndGet(-20L * MB);
        assertRefused(31L * MB);

        first.giveBack();
        first.giveBack();
        space.share(70L * MB);
        assertRefused(1);
    }

    @Test
    void looksAfterAnUploadWithoutALength() {
        UploadSpace.Share endless = space.share(0);
        endless.take(8 * MB);
        usable.set(18L * MB - 1);

        endless.take(4 * MB);
        assertThatThrownBy(() -> endless.take(4 * MB)).isInstanceOf(ProblemException.class);
    }

    @Test
    void takesNoMoreThanTheDiskHas() {
        usable.set(0);

        assertRefused(0);
    }

    @Test
    void looksAgainEachTime() {
        usable.set(0);
        assertRefused(1);

        usable.set(100L * MB);
        assertThatCode(() -> space.share(1)).doesNotThrowAnyException();
    }

    private void assertRefused(long bytes) {
        assertThatThrownBy(() -> space.share(bytes))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().status()).isEqualTo(507));
    }
}

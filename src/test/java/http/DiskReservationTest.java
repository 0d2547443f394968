package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import failures.Kind;
import org.junit.jupiter.api.Test;
import shares.Refusals;
import shares.Refusals.Cause;
import shares.ShareOwner;
import shares.SharedLimit;

import java.util.concurrent.atomic.AtomicLong;

class DiskReservationTest {

    private static final int MB = 1024 * 1024;

    private final AtomicLong usable = new AtomicLong(100L * MB);
    private final Refusals refusals = new Refusals();
    private final DiskReservation space = new DiskReservation(usable::get, 10L * MB, 25, refusals);

    @Test
    void leavesTheReserveAlone() {
        assertRejected(90L * MB + 1);
        space.share(ShareOwner.EVERYBODY, 90L * MB);
    }

    @Test
    void keepsWhatItHasPromised() {
        DiskReservation.Share first = space.share(ShareOwner.EVERYBODY, 60L * MB);
        assertRejected(31L * MB);

        first.take(20 * MB);
        usable.addAndGet(-20L * MB);
        assertRejected(31L * MB);

        first.giveBack();
        first.giveBack();
        space.share(ShareOwner.EVERYBODY, 70L * MB);
        assertRejected(1);
    }

    @Test
    void looksAfterAnUploadWithoutALength() {
        DiskReservation.Share endless = space.share(ShareOwner.EVERYBODY, 0);
        endless.take(8 * MB);
        usable.set(18L * MB - 1);

        endless.take(4 * MB);
        assertThatThrownBy(() -> endless.take(4 * MB)).isInstanceOf(ProblemException.class);
    }

    @Test
    void takesNoMoreThanTheDiskHas() {
        usable.set(0);

        assertRejected(0);
    }

    @Test
    void looksAgainEachTime() {
        usable.set(0);
        assertRejected(1);

        usable.set(100L * MB);
        assertThatCode(() -> space.share(ShareOwner.EVERYBODY, 1)).doesNotThrowAnyException();
    }

    @Test
    void theUploadsOfAClientHaveItsShare() {
        ShareOwner client = ShareOwner.client("greedy");
        DiskReservation.Share first = space.share(client, 20L * MB);
        first.take(20 * MB);
        usable.addAndGet(-20L * MB);

        assertRateLimited(client, 3L * MB);
        space.share(client, 2L * MB);
        space.share(ShareOwner.client("modest"), 20L * MB);
        space.share(ShareOwner.ADMINISTRATOR, 20L * MB);

        first.giveBack();
        usable.addAndGet(20L * MB);
        space.share(client, 20L * MB);
        assertThat(refusals.counted(SharedLimit.UPLOAD_SPACE, Cause.SHARE)).isEqualTo(1);
    }

    @Test
    void oneUploadOfAClientMayBeLargerThanItsShare() {
        ShareOwner client = ShareOwner.client("one");

        space.share(client, 80L * MB);

        assertRateLimited(client, 1);
    }

    /** The limit also applies to uploads of unknown length. */
    @Test
    void bytesWithoutALengthCountToo() {
        ShareOwner client = ShareOwner.client("endless");
        space.share(client, 1);
        DiskReservation.Share endless = space.share(client, 0);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 8; i++) {
                        endless.take(4 * MB);
                        usable.addAndGet(-4L * MB);
                    }
                })
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().status()).isEqualTo(429));
    }

    private void assertRateLimited(ShareOwner owner, long bytes) {
        assertThatThrownBy(() -> space.share(owner, bytes))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().kind()).isEqualTo(Kind.RATE_LIMITED));
    }

    private void assertRejected(long bytes) {
        assertThatThrownBy(() -> space.share(ShareOwner.EVERYBODY, bytes))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.problem().status()).isEqualTo(507));
    }
}

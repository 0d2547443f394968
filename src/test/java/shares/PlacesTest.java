package shares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import settings.MappedConfig;
import shares.Places.Grant;

class PlacesTest {

    private static final ShareOwner ONE = ShareOwner.client("one");
    private static final ShareOwner TWO = ShareOwner.client("two");
    private static final ShareOwner THREE = ShareOwner.client("three");

    private final Places places = new Places(5, 2, 1);

    @Test
    void aClientHasItsShareAtMost() {
        assertThat(taken(ONE, 5)).isEqualTo(2);
        assertThat(places.take(ONE)).isEqualTo(Grant.SHARE_TAKEN);
        assertThat(taken(TWO, 5)).isEqualTo(2);

        places.giveBack(ONE);

        assertThat(taken(ONE, 5)).isEqualTo(1);
    }

    @Test
    void allClientsTogetherHaveWhatThereIs() {
        taken(ONE, 2);
        taken(TWO, 2);

        assertThat(taken(THREE, 2)).isEqualTo(1);
        assertThat(places.take(THREE)).isEqualTo(Grant.ALL_TAKEN);
    }

    @Test
    void theAdministratorHasItsOwnSlotsAndAShare() {
        taken(ONE, 2);
        taken(TWO, 2);
        taken(THREE, 1);

        assertThat(taken(ShareOwner.ADMINISTRATOR, 5)).as("of its own").isEqualTo(1);
        assertThat(places.take(ShareOwner.ADMINISTRATOR)).isEqualTo(Grant.ALL_TAKEN);
        places.giveBack(ONE);
        places.giveBack(ONE);
        assertThat(taken(ShareOwner.ADMINISTRATOR, 5)).as("of all").isEqualTo(2);
        assertThat(places.take(ShareOwner.ADMINISTRATOR)).isEqualTo(Grant.SHARE_TAKEN);
        for (int i = 0; i < 3; i++) {
            places.giveBack(ShareOwner.ADMINISTRATOR);
        }
        assertThat(taken(ONE, 5)).isEqualTo(2);
    }

    @Test
    void withoutKeysThereAreNoShares() {
        assertThat(taken(ShareOwner.EVERYBODY, 9)).isEqualTo(5);
        assertThat(places.take(ShareOwner.EVERYBODY)).isEqualTo(Grant.ALL_TAKEN);
    }

    @Test
    void whatIsNotTakenCannotBeGivenBack() {
        taken(ONE, 1);
        places.giveBack(ONE);

        assertThatThrownBy(() -> places.giveBack(ONE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aShareIsAPercentageAndNeverNothing() {
        SharesConfig config = MappedConfig.of(SharesConfig.class);

        assertThat(config.ofClient(128)).isEqualTo(32);
        assertThat(config.ofClient(3)).isEqualTo(1);
        assertThat(config.ofAdministrator(1000)).isEqualTo(100);
        assertThat(config.ofAdministrator(4)).isEqualTo(1);
    }

    private int taken(ShareOwner owner, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += places.take(owner) == Grant.TAKEN ? 1 : 0;
        }
        return taken;
    }
}

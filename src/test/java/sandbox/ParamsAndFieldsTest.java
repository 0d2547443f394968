package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;

/** What an object is created with can be read back. */
class ParamsAndFieldsTest {
    @Test
    void ofCreatives() {
        assertThat(FieldNames.AD_CREATIVE).containsAll(CreativeParams.CREATE.names());
    }

    @Test
    void ofAdSets() {
        assertThat(FieldNames.AD_SET).containsAll(AdSetParams.CREATE.names());
    }

    @Test
    void ofCampaignsAndAds() {
        Store store = new Store(new Ids(), Clock.systemUTC());
        Settings settings = new Settings();
        ObjectKinds kinds = new ObjectKinds(store, settings, new Posts(settings));

        for (String edge : new String[] {"campaigns", "ads"}) {
            LabelledNodes kind = (LabelledNodes) kinds.byEdge(edge);
            assertThat(kind.fields()).containsAll(kind.createRules().names());
        }
    }
}

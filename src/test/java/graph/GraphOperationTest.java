package graph;

import static org.assertj.core.api.Assertions.assertThat;

import clients.Account;
import org.junit.jupiter.api.Test;

import java.util.Map;

class GraphOperationTest {

    private static final Account ACCOUNT = new Account("act_1", "2", null, "ENV:TOKEN");

    @Test
    void createsAreNamedByWhatTheyMake() {
        assertThat(GraphOperation.of(GraphRequest.create(ACCOUNT, "campaigns", Map.of())))
                .isEqualTo(GraphOperation.CREATE_CAMPAIGN);
        assertThat(GraphOperation.of(GraphRequest.create(ACCOUNT, "adsets", Map.of())))
                .isEqualTo(GraphOperation.CREATE_ADSET);
        assertThat(GraphOperation.of(GraphRequest.create(ACCOUNT, "ads", Map.of())))
                .isEqualTo(GraphOperation.CREATE_AD);
        assertThat(GraphOperation.of(GraphRequest.create(ACCOUNT, "adcreatives", Map.of())))
                .isEqualTo(GraphOperation.CREATE_CREATIVE);
    }

    @Test
    void aDryRunIsNoCreate() {
        assertThat(GraphOperation.of(GraphRequest.check(ACCOUNT, "campaigns", Map.of())))
                .isEqualTo(GraphOperation.CHECK);
    }

    @Test
    void uploadsAreNamedByTheirPhase() {
        assertThat(GraphOperation.of(GraphRequest.upload(ACCOUNT, "adimages", Map.of(), null, Expected.HASH)))
                .isEqualTo(GraphOperation.UPLOAD_IMAGE);
        assertThat(video("start")).isEqualTo(GraphOperation.START_VIDEO);
        assertThat(video("transfer")).isEqualTo(GraphOperation.TRANSFER_VIDEO);
        assertThat(video("finish")).isEqualTo(GraphOperation.FINISH_VIDEO);
    }

    @Test
    void nodesAreReadChangedAndDeletedAndEdgesListed() {
        assertThat(GraphOperation.of(GraphRequest.read(ACCOUNT, "123", "id"))).isEqualTo(GraphOperation.READ);
        assertThat(GraphOperation.of(GraphRequest.update(ACCOUNT, "123", Map.of())))
                .isEqualTo(GraphOperation.UPDATE);
        assertThat(GraphOperation.of(GraphRequest.delete(ACCOUNT, "123"))).isEqualTo(GraphOperation.DELETE);
        assertThat(GraphOperation.of(GraphRequest.list(ACCOUNT, "act_1/adsbylabels", Map.of())))
                .isEqualTo(GraphOperation.LIST);
    }

    private static GraphOperation video(String phase) {
        return GraphOperation.of(
                GraphRequest.upload(ACCOUNT, "advideos", Map.of("upload_phase", phase), null, Expected.FIELDS));
    }
}

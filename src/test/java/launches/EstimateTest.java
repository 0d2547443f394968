package launches;

import static org.assertj.core.api.Assertions.assertThat;

import launches.Estimate.Tier;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

class EstimateTest {

    /** Meta docs, "Marketing API Rate Limiting": 9,000 points in 300 s with standard access, 60 with limited access. */
    @Test
    void countsTheCallsOfALargeLaunch() {
        List<NodeKind> created = new ArrayList<>(List.of(NodeKind.CAMPAIGN));
        created.addAll(Collections.nCopies(21, NodeKind.ADSET));
        created.addAll(Collections.nCopies(456, NodeKind.CREATIVE));
        created.addAll(Collections.nCopies(455, NodeKind.AD));
        Estimate estimate = Estimate.of(created);

        assertThat(estimate.writes()).isEqualTo(933);
        assertThat(estimate.points()).isEqualTo(2799 + 456);
        assertThat(estimate.seconds(Tier.STANDARD)).isLessThan(600);
        assertThat(estimate.seconds(Tier.LIMITED)).isBetween(4 * 3600L, 5 * 3600L);
    }

    @Test
    void namesTheTierOnlyWhereItIsKnown() {
        Estimate estimate = Estimate.of(List.of(NodeKind.AD));

        assertThat(estimate.json(null).path("tier").isNull()).isTrue();
        assertThat(estimate.json(Tier.LIMITED).path("tier").asText()).isEqualTo("limited");
        assertThat(estimate.json(null).path("seconds_by_tier").path("limited").asInt())
                .isPositive();
    }
}

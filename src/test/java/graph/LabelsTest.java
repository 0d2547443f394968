package graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class LabelsTest {

    private static final Instant DAY = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void givesAKeyTheSameTwoLabelsForAPeriod() {
        assertThat(Labels.of("request:1", DAY))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .isEqualTo(Labels.of("request:1", DAY))
                .allMatch(label -> label.matches("creative-service-[0-7][0-9a-f]{2}-[01][0-9a-f]"));
    }

    /** An old creative whose intent was deleted must not have the label of a new one. */
    @Test
    void givesNoLabelAgainForFiveYears() {
        Set<String> labels = IntStream.range(0, 31)
                .mapToObj(number -> Labels.of("request:1", DAY.plus(Labels.PERIOD.multipliedBy(number)))
                        .get(0))
                .collect(Collectors.toSet());

        assertThat(labels).hasSize(31);
    }

    @Test
    void staysBelowTheLabelsOfAnAccount() {
        Set<String> labels = IntStream.range(0, 50_000)
                .mapToObj(number -> Labels.of("key" + number, DAY).get(0))
                .collect(Collectors.toSet());

        assertThat(labels).hasSize(2048);
    }

    @Test
    void knowsAKeysLabelOfAnyPeriod() {
        Instant later = DAY.plus(Labels.PERIOD);

        assertThat(Labels.isOneOn(labelled(Labels.of("request:1", DAY).get(0)), "request:1"))
                .isTrue();
        assertThat(Labels.isOneOn(labelled(Labels.of("request:1", later).get(1)), "request:1"))
                .isTrue();
        assertThat(Labels.isOneOn(labelled(Labels.of("request:2", DAY).get(0)), "request:1"))
                .isFalse();
        assertThat(Labels.isOneOn(GraphFixtures.json("{}"), "request:1")).isFalse();
    }

    private static JsonNode labelled(String label) {
        return GraphFixtures.json("{'adlabels': [{'name': '" + label + "'}]}");
    }
}

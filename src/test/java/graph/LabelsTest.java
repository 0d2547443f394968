package graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class LabelsTest {

    @Test
    void givesAKeyAlwaysTheSameLabel() {
        assertThat(Labels.of("request:1")).isEqualTo(Labels.of("request:1"));
        // objects of earlier releases are found by it: it must never change
        assertThat(Labels.of("request:1")).isEqualTo("creative-service-ddc");
    }

    @Test
    void staysFarBelowTheLabelsOfAnAccount() {
        Set<String> labels =
                IntStream.range(0, 100_000).mapToObj(i -> Labels.of("key" + i)).collect(Collectors.toSet());

        assertThat(labels).hasSizeBetween(4000, 4096).allMatch(label -> label.matches("creative-service-[0-9a-f]{3}"));
    }
}

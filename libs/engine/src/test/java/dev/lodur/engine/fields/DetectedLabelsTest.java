package dev.lodur.engine.fields;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.StreamSummary;
import dev.lodur.model.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectedLabelsTest {
    private static List<StreamSummary> streams(Labels... labels) {
        return Arrays.stream(labels).map(one -> new StreamSummary(one, 1, 1, 0)).toList();
    }

    private static Map<String, Long> ofValues(String label, String... values) {
        return DetectedLabels.of(
                streams(Stream.of(values).map(value -> Labels.of(label, value)).toArray(Labels[]::new)));
    }

    @Test
    void labelsAreToldWithTheNumberOfTheirValues() {
        assertThat(DetectedLabels.of(streams(
                        Labels.of("app", "a", "env", "x"), Labels.of("app", "b", "env", "x"), Labels.of("app", "b"))))
                .isEqualTo(Map.of("app", 2L, "env", 1L));
        assertThat(DetectedLabels.of(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "shard, 1 2 3, false",
        "shard, 1 2 a, true",
        "ratio, 1.5, false",
        "flag, 0 1, true",
        "flag, 0 1 2, false",
        "id, 123e4567-e89b-12d3-a456-426614174000, false",
        "id, 123E4567E89B12D3A456426614174000, false",
        "id, urn:uuid:123e4567-e89b-12d3-a456-426614174000, false",
        "id, 123e4567-e89b-12d3-a456, true",
        "instance, 1 2 3, true",
        "pod, 123e4567-e89b-12d3-a456-426614174000, true",
        "namespace, 7, true",
        "cluster, 7, true",
    })
    void numbersAndIdentifiersAreNotToldUnlessEverybodyChoosesByThem(String label, String values, boolean told) {
        assertThat(ofValues(label, values.split(" ", -1)).containsKey(label)).isEqualTo(told);
    }
}

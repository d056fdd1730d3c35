package dev.lodur.ingester;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Labels;
import dev.lodur.model.Metadata;
import dev.lodur.model.PackedLabels;
import dev.lodur.segment.SegmentPlan;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetadataKeysTest {
    @Test
    void planHasTheKeysThatRowsHaveOftenEnough() {
        // given
        Labels often = Labels.of("detected_level", "info");
        Labels once = Labels.of("trace", "t1");
        List<Labels> rows = IntStream.range(0, 300)
                .mapToObj(row -> row == 7 ? once : row % 50 == 0 ? Labels.EMPTY : often)
                .toList();

        // when
        SegmentPlan plan = new SegmentPlan();
        plan.addStream(Labels.of("app", "web"), rows.size());
        Objects.requireNonNull(MetadataKeys.of(packed(rows), rows.size())).addTo(plan);

        // then
        assertThat(plan.columns().metadata()).containsExactly("detected_level");
        assertThat(plan.columns().otherMetadata()).isTrue();
    }

    @Test
    void rowsWithoutMetadataHaveNoKeys() {
        // given
        SegmentPlan plan = new SegmentPlan();

        // when
        Objects.requireNonNull(MetadataKeys.of(Metadata.none(), 3)).addTo(plan);

        // then
        assertThat(plan.columns().metadata()).isEmpty();
        assertThat(plan.columns().otherMetadata()).isFalse();
    }

    @Test
    void tooManyKeysAreNotKept() {
        // given
        List<Labels> rows = IntStream.rangeClosed(0, MetadataKeys.KEYS_MAX)
                .mapToObj(row -> Labels.of("key" + row, "value"))
                .toList();

        // when / then
        assertThat(MetadataKeys.of(packed(rows), rows.size())).isNull();
    }

    private static Metadata packed(List<Labels> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] offsets = new int[rows.size() + 1];
        for (int row = 0; row < rows.size(); row++) {
            bytes.writeBytes(PackedLabels.encode(rows.get(row)));
            offsets[row + 1] = bytes.size();
        }
        return Metadata.packed(bytes.toByteArray(), offsets);
    }
}

package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceNameTest {
    private static final Tenant TENANT = new Tenant("fake");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @ParameterizedTest
    @ValueSource(strings = {"ingester-1", "a", "board-deadbeef01-2", "x-1-2-3"})
    void aSegmentsKeyTellsTheSliceWhateverTheInstanceIsCalled(String instance) {
        long epoch = 1_795_000_000L;
        long first = epoch << 20;
        SliceName slice = new SliceName(new GenerationId(instance, epoch, 0), first + 17, first + 4711, TENANT, DAY);

        assertThat(SliceName.ofSegment(slice.segmentKey(0))).isEqualTo(slice);
        assertThat(SliceName.ofSegment(slice.segmentKey(1))).isEqualTo(slice);
        assertThat(SliceName.ofSegment(slice.segmentKey(12))).isEqualTo(slice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"19a-77", "instance", "a-6afd1-1-2", ""})
    void anotherNameIsRefused(String name) {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> SliceName.ofSegment(new SegmentKey(TENANT, DAY, 0, name)));
    }
}

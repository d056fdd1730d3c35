package dev.lodur.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentOriginTest {
    private static final SegmentOrigin ORIGIN = new SegmentOrigin(
            List.of("one", "two"),
            List.of(new WalRange("ingester-1", 5, 0, 29), new WalRange("ingester-2", 7, 3, 4)),
            2,
            "30d",
            true);

    @Test
    void whatWasWrittenIsRead() {
        assertThat(SegmentOrigin.decode("key", ORIGIN.encode())).isEqualTo(ORIGIN);
    }

    @Test
    void whatIsNoOriginIsCorrupt() {
        byte[] cut = Arrays.copyOf(ORIGIN.encode(), 9);

        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> SegmentOrigin.decode("key", cut))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
    }
}

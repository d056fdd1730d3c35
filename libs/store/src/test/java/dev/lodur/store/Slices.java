package dev.lodur.store;

import dev.lodur.model.Tenant;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Slices for tests: the one with number n holds WAL records 10n to 10n+9 and has 1,000 bytes of n. */
public final class Slices {
    public static final Tenant TENANT = new Tenant("fake");
    public static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    public static final ObjectNames NAMES = new ObjectNames("lodur");

    private Slices() {}

    static SliceName name(int number) {
        return name(number, DAY);
    }

    static SliceName name(int number, LocalDate day) {
        return new SliceName(
                new GenerationId("ingester-1", 1_700_000_000_000L, number),
                10L * number,
                10L * number + 9,
                TENANT,
                day);
    }

    static byte[] content(int number) {
        byte[] content = new byte[1_000];
        Arrays.fill(content, (byte) number);
        return content;
    }

    static SliceSummary summary(int number) {
        return new SliceSummary(
                900, 80, 1_000L * number, 1_000L * number + 999, 10, 5_000, new byte[] {1, 2}, "", false);
    }

    public static CatalogEntry entry(int number) {
        SliceName name = name(number);
        return new SpooledSlice(name, summary(number), 1_000, number, 0, false)
                .entry(NAMES.segment(name.segmentKey(0)));
    }

    static CatalogEntry compacted(String name, String... inputs) {
        CatalogEntry entry = entry(0);
        return new CatalogEntry(
                NAMES.segment(new SegmentKey(TENANT, DAY, 1, name)),
                entry.sizeBytes(),
                entry.indexOffset(),
                entry.indexLengthBytes(),
                entry.minTimestampNanos(),
                entry.maxTimestampNanos(),
                entry.rows(),
                entry.lineBytes(),
                1,
                new Origin.Compacted(List.of(inputs)),
                entry.labelSummary(),
                "week",
                true,
                0,
                -1,
                new byte[0],
                new byte[0]);
    }

    /** Writes and publishes a slice, unless the spool has it. */
    static void spool(Spool spool, SliceName name, int number) throws IOException {
        if (spool.find(name).isPresent()) {
            return;
        }
        try (SpoolWriter writer = spool.begin(name)) {
            byte[] content = content(number);
            writer.file().write(content, 0, 500);
            writer.file().write(content, 500, 500);
            writer.publish(summary(number));
        }
    }
}

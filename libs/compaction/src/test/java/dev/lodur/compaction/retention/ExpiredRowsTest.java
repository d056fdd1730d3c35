package dev.lodur.compaction.retention;

import static dev.lodur.compaction.retention.Bucket.DAY_NANOS;
import static dev.lodur.compaction.retention.Bucket.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.retention.Bucket.Row;
import dev.lodur.model.Labels;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.RetentionLimits.StreamPeriod;
import dev.lodur.model.RowBlock;
import dev.lodur.store.CatalogEntry;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiredRowsTest {
    private static final Labels DEV = Labels.of("namespace", "dev");
    private static final Labels PROD = Labels.of("namespace", "prod");

    private final Bucket bucket = new Bucket();
    private final long startNanos = bucket.nowNanos();

    private BitSet dropped(RetentionLimits limits, long nowNanos, Row... rows) {
        CatalogEntry entry = bucket.commit(TENANT, "", rows);
        RowBlock block = bucket.blocks(entry).getFirst();
        return new ExpiredRows(RetentionRules.of(limits), nowNanos).dropped(block);
    }

    @Test
    void rowsOlderThanTheirStreamsPeriodAreDroppedAndThoseAsOldAreNot() {
        RetentionLimits limits = new RetentionLimits(
                true, Duration.ofDays(7), List.of(new StreamPeriod("{namespace=\"dev\"}", 1, Duration.ofDays(1))), 0);

        BitSet dropped = dropped(
                limits,
                startNanos + DAY_NANOS + 5,
                new Row(DEV, startNanos),
                new Row(DEV, startNanos + 4),
                new Row(DEV, startNanos + 5),
                new Row(DEV, startNanos + 5),
                new Row(DEV, startNanos + 6),
                new Row(PROD, startNanos));

        assertThat(dropped.stream()).containsExactly(0, 1);
    }

    @Test
    void withoutPeriodsNoTimeIsRead() {
        RowBlock block = bucket.blocks(bucket.commit(TENANT, "", new Row(DEV, startNanos)))
                .getFirst();

        assertThat(new ExpiredRows(RetentionRules.of(RetentionLimits.NONE), Long.MAX_VALUE)
                        .dropped(block)
                        .isEmpty())
                .isTrue();
    }
}

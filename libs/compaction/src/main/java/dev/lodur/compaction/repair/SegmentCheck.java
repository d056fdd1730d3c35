package dev.lodur.compaction.repair;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.segment.LabelSummary;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.DayRange;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Origin;
import dev.lodur.store.SegmentKey;
import dev.lodur.store.SliceName;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Compares one segment with what its catalog says of it. A segment that is gone throws {@link ErrorCode#GONE}, for the
 * caller knows whether it still should be there. Memory: one index, and for a deep check one block. For one thread.
 */
final class SegmentCheck {
    private final ObjectStore store;
    private final ObjectNames names;
    private final Consumer<Finding> findings;

    SegmentCheck(ObjectStore store, ObjectNames names, Consumer<Finding> findings) {
        this.store = store;
        this.names = names;
        this.findings = findings;
    }

    void check(Tenant tenant, LocalDate day, CatalogEntry entry, boolean deep) {
        checkKey(tenant, day, entry);
        StoredRanges ranges = new StoredRanges(store, entry.key());
        try {
            SegmentIndex index = SegmentIndex.read(ranges, entry.indexOffset(), (int) entry.indexLengthBytes());
            compare(entry, index);
            if (deep) {
                new DeepCheck(ranges, entry, index, this::report).run();
            }
        } catch (LodurException e) {
            if (!e.code().isOfStoredBytes()) {
                throw e;
            }
            report(entry, Finding.Kind.SEGMENT_UNREADABLE, e.text());
        }
    }

    private void checkKey(Tenant tenant, LocalDate day, CatalogEntry entry) {
        try {
            SegmentKey key = names.parseSegment(tenant, entry.key());
            if (!key.day().equals(day) || key.level() != entry.level()) {
                report(entry, Finding.Kind.ENTRY_WRONG, "the entry says " + day + ", level " + entry.level());
            }
            if (entry.origin() instanceof Origin.Flushed flushed && !isNameOf(flushed, key)) {
                report(entry, Finding.Kind.ENTRY_WRONG, "the entry says that it holds " + flushed.walRange());
            }
        } catch (LodurException e) {
            report(entry, Finding.Kind.ENTRY_WRONG, e.text());
        }
        if (!DayRange.dayOf(entry.minTimestampNanos()).equals(day)
                || !DayRange.dayOf(entry.maxTimestampNanos()).equals(day)) {
            report(
                    entry,
                    Finding.Kind.ENTRY_WRONG,
                    "its times, " + entry.minTimestampNanos() + " to " + entry.maxTimestampNanos() + ", are not of "
                            + day);
        }
    }

    private static boolean isNameOf(Origin.Flushed flushed, SegmentKey key) {
        String expected = new SliceName(
                        flushed.generation(),
                        flushed.firstWalSequence(),
                        flushed.lastWalSequence(),
                        key.tenant(),
                        key.day())
                .segmentKey(0)
                .name();
        return key.name().equals(expected) || key.name().startsWith(expected + "-");
    }

    private void compare(CatalogEntry entry, SegmentIndex index) {
        compare(entry, "rows", entry.rows(), index.rows());
        compare(entry, "bytes of lines", entry.lineBytes(), index.lineBytes());
        long[] minNanos = index.blocks().minNanos();
        long[] maxNanos = index.blocks().maxNanos();
        compare(
                entry,
                "as its first time",
                entry.minTimestampNanos(),
                Arrays.stream(minNanos).min().orElse(0));
        compare(
                entry,
                "as its last time",
                entry.maxTimestampNanos(),
                Arrays.stream(maxNanos).max().orElse(0));
        byte[] labels = LabelSummary.of(index.streams()).encode();
        if (entry.labelSummary().length > 0 && !Arrays.equals(entry.labelSummary(), labels)) {
            report(entry, Finding.Kind.SEGMENT_DISAGREES, "the catalog's summary of its labels is another one");
        }
        if (entry.filterRows().length > 0 && !Arrays.equals(entry.filterRows(), index.filterRows())) {
            report(
                    entry,
                    Finding.Kind.SEGMENT_DISAGREES,
                    "the catalog says that the rows of its filter stand elsewhere");
        }
    }

    private void compare(CatalogEntry entry, String what, long catalog, long segment) {
        if (catalog != segment) {
            report(
                    entry,
                    Finding.Kind.SEGMENT_DISAGREES,
                    "the segment has " + segment + " " + what + ", the catalog says " + catalog);
        }
    }

    private void report(CatalogEntry entry, Finding.Kind kind, String text) {
        findings.accept(new Finding(kind, entry.key(), text));
    }
}

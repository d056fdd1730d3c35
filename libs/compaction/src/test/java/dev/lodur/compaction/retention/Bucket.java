package dev.lodur.compaction.retention;

import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentOptions;
import dev.lodur.segment.SegmentPlan;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.segment.SegmentWriter;
import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.DayRange;
import dev.lodur.store.GenerationId;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.Origin;
import dev.lodur.store.PutCondition;
import dev.lodur.store.SegmentKey;
import dev.lodur.testkit.ArrayFile;
import dev.lodur.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A bucket in memory with real segments and catalogs, and the indexes of it that were opened. */
final class Bucket {
    static final Tenant TENANT = new Tenant("fake");
    static final Duration AGE_MIN = Duration.ofMinutes(15);
    static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
    static final long DAY_NANOS = 24 * HOUR_NANOS;

    static final ObjectNames NAMES = new ObjectNames("lodur");
    private static final SegmentOptions OPTIONS = new SegmentOptions(1, 1000, 7, 3000);

    final ManualClock clock = new ManualClock();
    final MemoryObjectStore store = new MemoryObjectStore(clock);
    final CatalogObjects objects = new ConditionalCatalogObjects(store, NAMES);
    final CatalogStore catalogs = new CatalogStore(objects, clock, clock::advanceMillis, new Random(1));
    final CatalogReader reader = new CatalogReader(objects, clock, 1000);
    final SortedMap<Tenant, SortedSet<LocalDate>> days = new TreeMap<>();
    final List<String> opened = new ArrayList<>();
    private long segments;

    /** A row as a value. */
    record Row(Labels labels, long timestampNanos) {}

    /** Nanoseconds of the clock. */
    long nowNanos() {
        return clock.getAsLong();
    }

    SegmentIndexes indexes() {
        SegmentIndexes indexes = SegmentIndexes.in(store);
        return entry -> {
            opened.add(entry.key());
            return indexes.of(entry);
        };
    }

    /** Puts and commits rows of one day as a segment. */
    CatalogEntry commit(Tenant tenant, String retentionClass, Row... rows) {
        return commit(tenant, retentionClass, Arrays.asList(rows));
    }

    CatalogEntry commit(Tenant tenant, String retentionClass, List<Row> rows) {
        LocalDate day = DayRange.dayOf(rows.getFirst().timestampNanos());
        CatalogEntry entry = put(tenant, day, retentionClass, rows);
        catalogs.commit(tenant, day, CatalogChange.Add.of(entry));
        days.computeIfAbsent(tenant, key -> new TreeSet<>()).add(day);
        return entry;
    }

    private CatalogEntry put(Tenant tenant, LocalDate day, String retentionClass, List<Row> rows) {
        long number = segments++;
        ArrayFile file = new ArrayFile();
        SegmentSummary summary = write(rows, file);
        String key = NAMES.segment(new SegmentKey(tenant, day, 0, "s" + number));
        store.put(key, new ObjectBody.OfBytes(file.content()), PutCondition.ALWAYS);
        return CatalogEntry.of(
                key,
                summary,
                0,
                new Origin.Flushed(new GenerationId("ingester", 1, number), 10 * number, 10 * number + 9),
                retentionClass,
                summary.distinct());
    }

    private static SegmentSummary write(List<Row> rows, ArrayFile file) {
        SortedMap<Labels, List<Row>> streams = new TreeMap<>();
        rows.forEach(row -> streams.computeIfAbsent(row.labels(), labels -> new ArrayList<>())
                .add(row));
        SegmentPlan plan = new SegmentPlan();
        streams.forEach((labels, ofStream) -> plan.addStream(labels, ofStream.size()));
        try (SegmentWriter writer = new SegmentWriter(file, plan.columns(), OPTIONS)) {
            for (Map.Entry<Labels, List<Row>> stream : streams.entrySet()) {
                writer.beginStream(stream.getKey());
                for (long nanos : stream.getValue().stream()
                        .mapToLong(Row::timestampNanos)
                        .sorted()
                        .toArray()) {
                    writer.append(nanos, new byte[] {'x'}, 0, 1, new byte[0], 0, 0);
                }
            }
            return writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes rows as a segment that takes the place of another. */
    void replace(Tenant tenant, LocalDate day, CatalogEntry entry, List<Row> rows) {
        List<CatalogEntry> outputs = rows.isEmpty() ? List.of() : List.of(put(tenant, day, "", rows));
        catalogs.commit(tenant, day, new CatalogChange.Replace(List.of(entry.key()), outputs, Long.MAX_VALUE, 0));
    }

    List<CatalogEntry> live() {
        return days.entrySet().stream()
                .flatMap(ofTenant -> ofTenant.getValue().stream().flatMap(day -> live(ofTenant.getKey(), day)))
                .toList();
    }

    private Stream<CatalogEntry> live(Tenant tenant, LocalDate day) {
        return catalogs.read(tenant, day).entries().stream();
    }

    List<String> liveKeys() {
        return live().stream().map(CatalogEntry::key).toList();
    }

    List<RowBlock> blocks(CatalogEntry entry) {
        RangeReader range = (offset, into, at, length) -> store.getRange(entry.key(), offset, length, into, at);
        SegmentIndex index = SegmentIndex.read(range, entry.indexOffset(), (int) entry.indexLengthBytes());
        Segment segment = Segment.open(range, index);
        List<RowBlock> blocks = new ArrayList<>();
        for (int i = 0; i < index.blockCount(); i++) {
            blocks.add(segment.block(i));
        }
        return blocks;
    }

    List<Row> rows(CatalogEntry entry) {
        List<Row> rows = new ArrayList<>();
        for (RowBlock block : blocks(entry)) {
            for (int run = 0; run < block.runs(); run++) {
                for (int row = block.runStart(run); row < block.runStart(run + 1); row++) {
                    rows.add(new Row(block.labels(run), block.timestamps()[row]));
                }
            }
        }
        return rows;
    }
}

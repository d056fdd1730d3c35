package dev.lodur.compaction;

import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
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
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.GenerationId;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Origin;
import dev.lodur.store.PutCondition;
import dev.lodur.store.SegmentKey;
import dev.lodur.store.SegmentOrigin;
import dev.lodur.store.SliceName;
import dev.lodur.store.WalRange;
import dev.lodur.testkit.ArrayFile;
import dev.lodur.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A bucket whose segments and catalogs are real, written as ingesters and compactors do. */
public final class SegmentBucket {
    public static final Tenant TENANT = new Tenant("fake");
    public static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    public static final long DAY_NANOS = DAY.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L;
    private static final long EPOCH = 1_700_000_000_000L;

    /** One line with its stream. */
    public record Row(Labels labels, Entry entry) {
        public static Row of(String app, long afterMidnightNanos, String line, String... metadata) {
            return new Row(
                    Labels.of("app", app, "env", "test"),
                    new Entry(DAY_NANOS + afterMidnightNanos, line, Labels.of(metadata)));
        }
    }

    public final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T12:00:00Z"));
    public final ObjectNames names;
    public final ObjectStore store;
    public final CatalogObjects objects;
    public final CatalogStore catalogs;

    public SegmentBucket(ObjectStore store, String prefix) {
        this.store = store;
        this.names = new ObjectNames(prefix);
        this.objects = new ConditionalCatalogObjects(store, names);
        this.catalogs = new CatalogStore(objects, clock, millis -> {}, new Random(1));
    }

    /** One in memory, whose objects are dated by this bucket's clock. */
    public SegmentBucket() {
        this.store = new MemoryObjectStore(clock);
        this.names = new ObjectNames("lodur");
        this.objects = new ConditionalCatalogObjects(store, names);
        this.catalogs = new CatalogStore(objects, clock, millis -> {}, new Random(1));
    }

    /** Uploads and commits a slice that holds WAL records 10n to 10n+9. */
    public CatalogEntry flush(int number, List<Row> rows) {
        CatalogEntry entry = upload(slice(number), rows);
        catalogs.commit(TENANT, DAY, CatalogChange.Add.of(entry));
        return entry;
    }

    public static SliceName slice(int number) {
        return new SliceName(
                new GenerationId("ingester-1", EPOCH, number), 10L * number, 10L * number + 9, TENANT, DAY);
    }

    /** Uploads a slice that nobody commits. */
    public CatalogEntry upload(SliceName slice, List<Row> rows) {
        return put(
                slice.segmentKey(0),
                new Origin.Flushed(slice.generation(), slice.firstWalSequence(), slice.lastWalSequence()),
                segment(rows));
    }

    /** Puts a written segment as an object, and makes its entry. */
    public CatalogEntry put(SegmentKey key, Origin origin, Written written) {
        String name = names.segment(key);
        store.put(name, new ObjectBody.OfBytes(written.bytes), PutCondition.ALWAYS);
        SegmentSummary summary = written.summary;
        return CatalogEntry.of(name, summary, key.level(), origin, "", false).committedAt(clock.millis());
    }

    /** Puts what a compactor makes of live segments: rows with the origin in the index; nobody commits it. */
    public CatalogEntry putMerged(
            String name, int level, List<CatalogEntry> inputs, List<WalRange> ranges, List<Row> rows) {
        List<String> keys = inputs.stream().map(CatalogEntry::key).toList();
        SegmentOrigin origin = new SegmentOrigin(keys, SegmentOrigin.joined(ranges), level, "", false);
        return put(
                new SegmentKey(TENANT, DAY, level, name), new Origin.Compacted(keys), segment(rows, origin.encode()));
    }

    /** Commits segments in the place of others, whose objects stay. */
    public void replace(List<CatalogEntry> inputs, List<CatalogEntry> outputs) {
        List<String> keys = inputs.stream().map(CatalogEntry::key).toList();
        catalogs.commit(TENANT, DAY, new CatalogChange.Replace(keys, outputs, Long.MAX_VALUE, 0));
    }

    /** What a merged segment says of itself. */
    public SegmentOrigin origin(CatalogEntry entry) {
        RangeReader reader = RangeReader.of(store.get(entry.key()).bytes(), entry.key());
        SegmentIndex index = SegmentIndex.read(reader, entry.indexOffset(), (int) entry.indexLengthBytes());
        return SegmentOrigin.decode(entry.key(), index.origin());
    }

    /** The rows of a live or other segment. */
    public List<Row> rows(CatalogEntry entry) {
        RangeReader reader = RangeReader.of(store.get(entry.key()).bytes(), entry.key());
        SegmentIndex index = SegmentIndex.read(reader, entry.indexOffset(), (int) entry.indexLengthBytes());
        List<Row> rows = new ArrayList<>();
        for (int block = 0; block < index.blockCount(); block++) {
            add(Segment.open(reader, index).block(block), rows);
        }
        return rows;
    }

    private static void add(RowBlock block, List<Row> rows) {
        for (int run = 0; run < block.runs(); run++) {
            for (int row = block.runStart(run); row < block.runStart(run + 1); row++) {
                rows.add(new Row(
                        block.labels(run),
                        new Entry(
                                block.timestamps()[row],
                                block.lines().text(row),
                                block.metadata().at(row))));
            }
        }
    }

    /** A segment in memory. */
    public record Written(byte[] bytes, SegmentSummary summary) {}

    /** Writes rows in the order of a segment, equal times in the order given. */
    public static Written segment(List<Row> rows) {
        return segment(rows, new byte[0]);
    }

    private static Written segment(List<Row> rows, byte[] origin) {
        Map<Labels, List<Entry>> streams = new TreeMap<>();
        rows.forEach(row ->
                streams.computeIfAbsent(row.labels, labels -> new ArrayList<>()).add(row.entry));
        SegmentPlan plan = new SegmentPlan();
        streams.forEach((labels, entries) -> {
            entries.sort(Comparator.comparingLong(Entry::timestampNanos));
            plan.addStream(labels, entries.size());
            entries.forEach(entry -> plan.addMetadata(packed(entry), 0, packed(entry).length));
        });
        ArrayFile file = new ArrayFile();
        try (SegmentWriter writer = new SegmentWriter(file, plan.columns(), new SegmentOptions(1, 1000, 50, 3000))) {
            writer.setOrigin(origin);
            for (Map.Entry<Labels, List<Entry>> stream : streams.entrySet()) {
                writer.beginStream(stream.getKey());
                for (Entry entry : stream.getValue()) {
                    byte[] line = entry.line().getBytes(StandardCharsets.UTF_8);
                    byte[] packed = packed(entry);
                    writer.append(entry.timestampNanos(), line, 0, line.length, packed, 0, packed.length);
                }
            }
            SegmentSummary summary = writer.finish();
            return new Written(file.content(), summary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] packed(Entry entry) {
        return PackedLabels.encode(entry.metadata());
    }

    /** Replaces one byte of an object. */
    public void damage(String key, int at) {
        byte[] bytes = store.get(key).bytes();
        bytes[at] ^= 1;
        store.put(key, new ObjectBody.OfBytes(bytes), PutCondition.ALWAYS);
    }
}

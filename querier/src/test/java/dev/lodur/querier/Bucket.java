package dev.lodur.querier;

import dev.lodur.engine.RowBlockBuilder;
import dev.lodur.model.Labels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.model.file.AppendFile;
import dev.lodur.segment.SegmentOptions;
import dev.lodur.segment.SegmentPlan;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.segment.SegmentWriter;
import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.CountingObjectStore;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.DeleteLog;
import dev.lodur.store.DeletesReader;
import dev.lodur.store.FaultyObjectStore;
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
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** A bucket in memory with real catalogs and segments of one tenant and day. */
final class Bucket {
    static final Tenant TENANT = new Tenant("fake");
    static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    static final long DAY_NANOS = DAY.toEpochDay() * 86_400_000_000_000L;
    static final TimeRange ALL_DAY = new TimeRange(DAY_NANOS, DAY_NANOS + 86_400_000_000_000L);
    static final byte[] NO_METADATA = new byte[0];

    /** One line; its time counts nanoseconds from the beginning of the day. */
    record Row(Labels stream, long offsetNanos, String line) {
        static Row of(String app, long offsetNanos, String line) {
            return new Row(Labels.of("app", app), offsetNanos, line);
        }

        long timestampNanos() {
            return DAY_NANOS + offsetNanos;
        }
    }

    final ManualClock clock = new ManualClock();
    final ObjectNames names = new ObjectNames("lodur");
    final FaultyObjectStore faults = new FaultyObjectStore(new MemoryObjectStore(clock));
    final CountingObjectStore store = new CountingObjectStore(faults);
    private final CatalogStore catalogs =
            new CatalogStore(new ConditionalCatalogObjects(store, names), clock, millis -> {}, new Random(1));

    final DeletesReader deletes = new DeletesReader(new ConditionalCatalogObjects(store, names), clock, 10);
    /** Of another process. */
    final DeleteLog deleteLog = new DeleteLog(
            new ConditionalCatalogObjects(store, names),
            new DeletesReader(new ConditionalCatalogObjects(store, names), clock, 10),
            clock,
            millis -> {},
            new Random(1));

    CatalogReader reader() {
        return new CatalogReader(new ConditionalCatalogObjects(store, names), clock, 10);
    }

    static GenerationId generation(int number) {
        return new GenerationId("ingester-1", 1, number);
    }

    /** Writes the rows of a generation as a segment, without telling the catalog. */
    CatalogEntry upload(int generation, List<Row> rows) {
        Origin origin = new Origin.Flushed(generation(generation), 10L * generation, 10L * generation + 9);
        return upload("flushed-" + generation, origin, rows, SegmentOptions.FLUSH);
    }

    private CatalogEntry upload(String name, Origin origin, List<Row> rows, SegmentOptions options) {
        String key = names.segment(new SegmentKey(TENANT, DAY, 0, name));
        ArrayFile file = new ArrayFile();
        SegmentSummary summary = write(file, rows, options);
        store.put(key, new ObjectBody.OfBytes(file.content()), new PutCondition.IfAbsent());
        return CatalogEntry.of(key, summary, 0, origin, "", false);
    }

    DayCatalog commit(CatalogEntry entry) {
        return catalogs.commit(TENANT, DAY, CatalogChange.Add.of(entry));
    }

    /** Commits a segment that has a filter. */
    void commitFiltered(int generation, List<Row> rows) {
        Origin origin = new Origin.Flushed(generation(generation), generation, generation);
        commit(upload("filtered-" + generation, origin, rows, SegmentOptions.FLUSH.withFilter(true)));
    }

    /** Puts a segment of the same rows in the place of another, whose object is deleted. */
    CatalogEntry compact(CatalogEntry input, List<Row> rows) {
        CatalogEntry output =
                upload("compacted", new Origin.Compacted(List.of(input.key())), rows, SegmentOptions.FLUSH);
        catalogs.commit(
                TENANT, DAY, new CatalogChange.Replace(List.of(input.key()), List.of(output), Long.MAX_VALUE, 0));
        store.delete(input.key());
        return output;
    }

    List<CatalogEntry> entries() {
        return catalogs.read(TENANT, DAY).entries();
    }

    static RowBlock block(List<Row> rows) {
        RowBlockBuilder builder = new RowBlockBuilder();
        for (Row row : sorted(rows)) {
            byte[] line = row.line().getBytes(StandardCharsets.UTF_8);
            builder.add(row.stream(), row.timestampNanos(), line, 0, line.length, NO_METADATA);
        }
        return builder.build();
    }

    private static List<Row> sorted(List<Row> rows) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Row::stream).thenComparing(Row::offsetNanos));
        return sorted;
    }

    private static SegmentSummary write(AppendFile file, List<Row> rows, SegmentOptions options) {
        List<Row> sorted = sorted(rows);
        SegmentPlan plan = new SegmentPlan();
        sorted.stream()
                .map(Row::stream)
                .distinct()
                .forEach(stream -> plan.addStream(stream, (int) sorted.stream()
                        .filter(row -> row.stream().equals(stream))
                        .count()));
        try (SegmentWriter writer = new SegmentWriter(file, plan.columns(), options)) {
            for (int i = 0; i < sorted.size(); i++) {
                Row row = sorted.get(i);
                if (i == 0 || !row.stream().equals(sorted.get(i - 1).stream())) {
                    writer.beginStream(row.stream());
                }
                byte[] line = row.line().getBytes(StandardCharsets.UTF_8);
                writer.append(row.timestampNanos(), line, 0, line.length, NO_METADATA, 0, 0);
            }
            return writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

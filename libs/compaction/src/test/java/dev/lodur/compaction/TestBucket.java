package dev.lodur.compaction;

import dev.lodur.compaction.TestRows.Row;
import dev.lodur.compaction.TestRows.Written;
import dev.lodur.model.Tenant;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.GenerationId;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Origin;
import dev.lodur.store.PutCondition;
import dev.lodur.store.SegmentKey;
import dev.lodur.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A bucket in memory with the segments of one tenant and day. */
public final class TestBucket {
    public static final Tenant TENANT = new Tenant("fake");
    public static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    public static final ObjectNames NAMES = new ObjectNames("lodur");

    public final ManualClock clock = new ManualClock(DAY.atTime(12, 0).toInstant(ZoneOffset.UTC));
    public final ObjectStore store = new MemoryObjectStore(clock);
    private final Path folder;
    private int flushed;

    public TestBucket(Path folder) {
        this.folder = folder;
    }

    public CatalogStore catalogs(ObjectStore seen) {
        return new CatalogStore(new ConditionalCatalogObjects(seen, NAMES), clock, clock::advanceMillis, new Random(1));
    }

    public DayCatalog catalog() {
        return catalogs(store).read(TENANT, DAY);
    }

    public SegmentRewriter rewriter(ObjectStore seen, long inputBytesMax) {
        return new SegmentRewriter(
                seen,
                NAMES,
                catalogs(seen),
                () -> Workspace.open(new DiskFileLayer(), folder.resolve("work")),
                clock,
                new Random(),
                inputBytesMax);
    }

    /** Stores rows as an ingester does. */
    public CatalogEntry flush(List<Row> rows) {
        int number = flushed++;
        Path file = folder.resolve("flushed-" + number);
        Written written = TestRows.write(file, rows, TestRows.SMALL);
        Origin origin = new Origin.Flushed(new GenerationId("ingester-1", 1, number), 10L * number, 10L * number + 9);
        String key = NAMES.segment(new SegmentKey(TENANT, DAY, 0, "flushed-" + number));
        store.put(key, new ObjectBody.OfFile(new DiskFileLayer(), file), PutCondition.IF_ABSENT);
        deleted(file);
        CatalogEntry entry = entry(key, written.summary(), origin);
        catalogs(store).commit(TENANT, DAY, CatalogChange.Add.of(entry));
        return entry;
    }

    private static void deleted(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CatalogEntry entry(String key, SegmentSummary summary, Origin origin) {
        return CatalogEntry.of(key, summary, 0, origin, "", summary.distinct());
    }

    /** All entries of the day, each once, by the catalog as it is now. */
    public Set<Row> rows() {
        return rows(catalog());
    }

    /** All entries of the day, each once, by a catalog that may be an older one. */
    Set<Row> rows(DayCatalog catalog) {
        Set<Row> rows = new HashSet<>();
        for (CatalogEntry entry : catalog.entries()) {
            TestRows.read(segment(entry)).forEach(row -> rows.add(row.identity()));
        }
        return rows;
    }

    Segment segment(CatalogEntry entry) {
        RangeReader reader = (offset, into, at, length) -> store.getRange(entry.key(), offset, length, into, at);
        return Segment.open(reader, SegmentIndex.read(reader, entry.indexOffset(), (int) entry.indexLengthBytes()));
    }

    public List<String> objects() {
        List<String> keys = new ArrayList<>();
        store.list("", "").objects().forEach(object -> keys.add(object.key()));
        return keys;
    }
}

package dev.lodur.ingester;

import dev.lodur.engine.Direction;
import dev.lodur.engine.Projection;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.engine.ServedSlice;
import dev.lodur.model.BatchWriter;
import dev.lodur.model.BlockReader;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.TimeRange;
import dev.lodur.model.file.FileLayer;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Origin;
import dev.lodur.testkit.InlineExecutor;
import dev.lodur.testkit.ManualClock;
import dev.lodur.wal.WalOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Ingesters on a volume and a bucket, and a reader that draws the border between them as a querier does. */
final class World implements AutoCloseable {
    static final long DAY_NANOS = 86_400_000_000_000L;
    static final Path VOLUME = Path.of("/volume");
    static final Tenant TENANT = new Tenant("one");
    static final Tenant OTHER = new Tenant("two");
    static final Labels APP = Labels.of("app", "web");
    static final FlushPolicy POLICY = FlushPolicy.of("a", Duration.ofMinutes(30), Duration.ofHours(2), 64L << 20);
    private static final int POLL_MILLIS = 1000;

    final FileLayer files;
    final ObjectStore store;
    final ManualClock clock;
    final ObjectNames names = new ObjectNames("");
    final CatalogStore catalogs;
    final long today;
    final List<String> adopted = new ArrayList<>();
    ExecutorService executor = new InlineExecutor();
    FlushPolicy policy = POLICY;
    Duration pushPatience = Duration.ZERO;
    TenantLimits limits = TenantLimits.DEFAULTS;
    Patterns patterns = Patterns.NONE;
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);

    World(FileLayer files, ObjectStore store, ManualClock clock) {
        this.files = files;
        this.store = store;
        this.clock = clock;
        this.catalogs = new CatalogStore(
                new ConditionalCatalogObjects(store, names), clock, clock::advanceMillis, new Random(1));
        this.today = Math.floorDiv(clock.getAsLong(), DAY_NANOS);
    }

    Ingester start(String instance) {
        IngesterSettings settings = new IngesterSettings(
                instance,
                VOLUME,
                WalOptions.defaults(),
                policy,
                Duration.ofDays(1),
                pushPatience,
                Duration.ofSeconds(3),
                1);
        return Ingester.start(
                settings,
                new IngesterEnvironment(
                        files,
                        store,
                        catalogs,
                        names,
                        tenant -> limits,
                        () -> 1,
                        adopted::add,
                        clock,
                        clock,
                        new Random(2),
                        this::sleep,
                        executor,
                        scheduler,
                        IngesterMetrics.NONE,
                        patterns));
    }

    /** The uploader's loop ends after its first look; whoever waits for an upload sees time go by. */
    private void sleep(long millis) throws InterruptedException {
        if (millis == POLL_MILLIS) {
            throw new InterruptedException();
        }
        clock.advanceMillis(millis);
        Thread.onSpinWait();
    }

    /** A time of the day that is so many days after today, or before. */
    long time(int days, long nanos) {
        return (today + days) * DAY_NANOS + nanos;
    }

    static byte[] batch(Tenant tenant, Labels stream, Entry... entries) {
        BatchWriter writer = new BatchWriter(tenant, 1024);
        writer.beginStream(PackedLabels.encode(stream));
        for (Entry entry : entries) {
            writer.addEntry(entry);
        }
        writer.endStream();
        return writer.toByteArray();
    }

    /** All lines of a tenant, each as often as it is read: the ingester is asked first, then the catalogs. */
    List<String> lines(Ingester ingester, Tenant tenant, int firstDay, int lastDay) {
        List<String> lines = new ArrayList<>();
        try (SelectReply reply = ingester.query().select(request(tenant))) {
            for (byte[] bytes = reply.nextBlock(); bytes != null; bytes = reply.nextBlock()) {
                addLines(BlockReader.read(bytes), lines);
            }
            for (int day = firstDay; day <= lastDay; day++) {
                for (CatalogEntry entry : live(reply, tenant, LocalDate.ofEpochDay(today + day))) {
                    addLines(entry, lines);
                }
            }
        }
        return lines;
    }

    List<String> lines(Ingester ingester, Tenant tenant) {
        return lines(ingester, tenant, -2, 0);
    }

    /** What the ingester alone answers, in its order. */
    static List<String> served(Ingester ingester, Tenant tenant) {
        return served(ingester, request(tenant));
    }

    static List<String> served(Ingester ingester, SelectRequest request) {
        List<String> lines = new ArrayList<>();
        try (SelectReply reply = ingester.query().select(request)) {
            for (byte[] bytes = reply.nextBlock(); bytes != null; bytes = reply.nextBlock()) {
                addLines(BlockReader.read(bytes), lines);
            }
        }
        return lines;
    }

    static SelectRequest request(Tenant tenant) {
        return new SelectRequest(tenant, "{app=~\".+\"}", TimeRange.ALL, Direction.FORWARD, 0, Projection.LINES);
    }

    private List<CatalogEntry> live(SelectReply reply, Tenant tenant, LocalDate day) {
        DayCatalog catalog = catalogs.read(tenant, day);
        Map<String, CatalogEntry> entries = new TreeMap<>();
        catalog.entries().forEach(entry -> entries.put(entry.key(), entry));
        reply.announcements().committed().stream()
                .filter(segment -> segment.day().equals(day) && segment.catalogVersion() > catalog.version())
                .forEach(segment -> segment.entry().ifPresent(entry -> entries.put(entry.key(), entry)));
        entries.values()
                .removeIf(entry -> entry.origin() instanceof Origin.Flushed flushed
                        && reply.announcements().served().contains(new ServedSlice(flushed.generation(), day)));
        return List.copyOf(entries.values());
    }

    private void addLines(CatalogEntry entry, List<String> lines) {
        SegmentIndex index = SegmentIndex.read(
                (offset, into, at, length) -> store.getRange(entry.key(), offset, length, into, at),
                entry.indexOffset(),
                (int) entry.indexLengthBytes());
        Segment segment = Segment.open(
                (offset, into, at, length) -> store.getRange(entry.key(), offset, length, into, at), index);
        for (int block = 0; block < index.blockCount(); block++) {
            addLines(segment.block(block), lines);
        }
    }

    private static void addLines(RowBlock block, List<String> lines) {
        for (int row = 0; row < block.rows(); row++) {
            lines.add(block.lines().text(row));
        }
    }

    /** Segments in the catalogs of a tenant. */
    int segments(Tenant tenant, int firstDay, int lastDay) {
        int segments = 0;
        for (int day = firstDay; day <= lastDay; day++) {
            segments += catalogs.read(tenant, LocalDate.ofEpochDay(today + day))
                    .entries()
                    .size();
        }
        return segments;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}

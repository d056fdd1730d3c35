package dev.lodur.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lodur.model.Tenant;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.segment.filter.FilterRows;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.FolderObjectStore;
import dev.lodur.store.Freshness;
import dev.lodur.store.ObjectNames;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets a running server merge all that its bucket holds, and prints what that costs and what is stored then:
 * {@code CompactionRun BASE_URL PROCESS_ID BUCKET_FOLDER [PREFIX]}. Everything must be flushed. Rounds are asked for until
 * one changes nothing.
 */
public final class CompactionRun {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DAYS_MAX = 400;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ServerClient server;
    private final CatalogReader catalogs;

    /** What is live. */
    private record Stored(int segments, int levelMin, long lineBytes, long bytes, long filterBytes) {
        static final Stored NOTHING = new Stored(0, Integer.MAX_VALUE, 0, 0, 0);

        Stored with(CatalogEntry entry) {
            FilterRows rows = FilterRows.decode(entry.filterRows());
            return new Stored(
                    segments + 1,
                    Math.min(levelMin, entry.level()),
                    lineBytes + entry.lineBytes(),
                    bytes + entry.sizeBytes(),
                    filterBytes + (rows == null ? 0 : rows.sizeBytes()));
        }
    }

    private CompactionRun(ServerClient server, CatalogReader catalogs) {
        this.server = server;
        this.catalogs = catalogs;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 3) {
            System.err.println("usage: CompactionRun BASE_URL PROCESS_ID BUCKET_FOLDER [PREFIX]");
            System.exit(2);
        }
        ObjectNames names = new ObjectNames(arguments.length > 3 ? arguments[3] : "lodur");
        try (FolderObjectStore store = FolderObjectStore.openForReading(new DiskFileLayer(), Path.of(arguments[2]))) {
            CatalogReader catalogs =
                    new CatalogReader(new ConditionalCatalogObjects(store, names), System::nanoTime, DAYS_MAX);
            CompactionRun run = new CompactionRun(new ServerClient(arguments[0]), catalogs);
            new ProcessMeter(Long.parseLong(arguments[1])).measure("merges", run::merge);
        }
    }

    /** Returns how many bytes of lines there are. */
    private long merge() throws IOException {
        Stored merged = Stored.NOTHING;
        for (@Nullable Stored last = null; !merged.equals(last); ) {
            last = merged;
            server.compact();
            merged = stored();
            print(merged);
            // A segment must have been there for a moment, as the server is told, before it is merged again.
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return merged.lineBytes();
    }

    private Stored stored() throws IOException {
        JsonNode page = MAPPER.readTree(server.getJson("/compactor").body());
        Stored stored = Stored.NOTHING;
        for (JsonNode day : page.get("catalogs")) {
            Tenant tenant = new Tenant(day.get("tenant").asText());
            LocalDate date = LocalDate.parse(day.get("day").asText());
            for (CatalogEntry entry :
                    catalogs.read(tenant, date, new Freshness.Revalidate()).entries()) {
                stored = stored.with(entry);
            }
        }
        return stored;
    }

    private static void print(Stored stored) {
        System.out.printf(
                Locale.ROOT,
                "%d segments, lowest level %d, %.1f MB raw, %.1f MB stored, raw / stored %.2f, without filter %.2f,"
                        + " filter %.2f %% of raw%n",
                stored.segments(),
                stored.levelMin(),
                stored.lineBytes() / 1e6,
                stored.bytes() / 1e6,
                (double) stored.lineBytes() / stored.bytes(),
                (double) stored.lineBytes() / (stored.bytes() - stored.filterBytes()),
                100.0 * stored.filterBytes() / stored.lineBytes());
    }
}

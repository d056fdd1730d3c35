package dev.lodur.querier;

import dev.lodur.engine.BytesInFlight;
import dev.lodur.engine.LogQueryExecutor;
import dev.lodur.engine.MetricQueryExecutor;
import dev.lodur.engine.RangeExecutor;
import dev.lodur.engine.SegmentCandidates;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogReader;
import dev.lodur.store.DeletesReader;
import dev.lodur.store.ObjectStore;
import dev.lodur.testkit.InlineExecutor;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.LongSupplier;

/** Makes a querier that does everything on the thread of who asks. */
public final class SimulatedQuerier {
    private static final long MEMORY_BYTES = 8 << 20;
    private static final int DAYS_MAX = 100;

    private SimulatedQuerier() {}

    /** One that goes on hiding the lines of processed delete requests for ever. */
    public static Querier of(
            IngesterDirectory ingesters, ObjectStore store, CatalogObjects catalogs, LongSupplier nanoClock) {
        return of(ingesters, store, catalogs, nanoClock, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    /** @param clock that processed delete requests are seen by */
    public static Querier of(
            IngesterDirectory ingesters,
            ObjectStore store,
            CatalogObjects catalogs,
            LongSupplier nanoClock,
            Clock clock) {
        InlineExecutor executor = new InlineExecutor();
        SegmentCache segments = new SegmentCache(store, MEMORY_BYTES);
        BytesInFlight bytes = new BytesInFlight(MEMORY_BYTES);
        return new Querier(
                new IngesterCalls(ingesters, executor),
                new IngesterPresence(nanoClock),
                new LiveSegments(new CatalogReader(catalogs, nanoClock, DAYS_MAX)),
                segments,
                new SegmentSearch(segments, new SegmentCandidates(1), executor),
                new LogQueryExecutor(executor, 1, bytes, MEMORY_BYTES),
                new MetricQueryExecutor(new RangeExecutor(executor, 1, bytes, MEMORY_BYTES, MEMORY_BYTES)),
                new Spread(List::of, 0),
                new QueryDeletions(
                        new DeletesReader(catalogs, nanoClock, DAYS_MAX), tenant -> TenantLimits.DEFAULTS, clock),
                () -> {});
    }
}

package dev.lodur.querier;

import dev.lodur.engine.Buckets;
import dev.lodur.engine.StreamSelector;
import dev.lodur.engine.StreamSummary;
import dev.lodur.lokiapi.read.JsonWriter;
import dev.lodur.lokiapi.read.QueryLimitChecks;
import dev.lodur.lokiapi.read.VolumeQuery;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.TimeRange;
import dev.lodur.querier.QueryRunner.Timed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells how many bytes of lines streams have, summed under names: exact, from indexes and the heads' streams. Thread-safe;
 * calls block.
 */
public final class VolumeService {
    private final Querier querier;
    private final QueryRunner runner;
    private final TenantLimits.Source limits;
    private final Clock clock;

    VolumeService(Querier querier, QueryRunner runner, TenantLimits.Source limits, Clock clock) {
        this.querier = querier;
        this.runner = runner;
        this.limits = limits;
        this.clock = clock;
    }

    /** Runs {@code index/volume}. */
    Consumer<JsonWriter> instant(Asker asker, VolumeQuery query) {
        Buckets buckets = Buckets.whole(checked(asker, query));
        Timed<List<Volume>> timed = volumes(asker, query, buckets);
        return json -> VolumeJson.vector(json, timed, buckets.range().endNanos());
    }

    /** Runs {@code index/volume_range}. */
    Consumer<JsonWriter> range(Asker asker, VolumeQuery query) {
        Buckets buckets = new Buckets(checked(asker, query), query.stepNanos());
        Timed<List<Volume>> timed = volumes(asker, query, buckets);
        return json -> VolumeJson.buckets(json, timed, buckets);
    }

    private TimeRange checked(Asker asker, VolumeQuery query) {
        QueryLimitChecks checks = new QueryLimitChecks(asker.limits(limits), clock);
        checks.checkVolumeEnabled();
        return checks.checkBounds(query.bounds()).range();
    }

    private Timed<List<Volume>> volumes(Asker asker, VolumeQuery query, Buckets buckets) {
        VolumeGrouping grouping = VolumeGrouping.of(query);
        StreamSelector selector = StreamSelector.of(grouping.matchers());
        return runner.run(asker, control -> {
            Querier.Answer<List<StreamSummary>> streams = querier.streams(asker.tenants(), selector, buckets, control);
            return new Querier.Answer<>(largest(asker, query, grouping.group(streams.result())), streams.warnings());
        });
    }

    private List<Volume> largest(Asker asker, VolumeQuery query, Collection<Volume> volumes) {
        new QueryLimitChecks(asker.limits(limits), clock).checkVolumeSeries(volumes.size());
        List<Volume> sorted = new ArrayList<>(volumes);
        sorted.sort(Volume.LARGEST_FIRST);
        return List.copyOf(sorted.subList(0, Math.min(query.limit(), sorted.size())));
    }
}

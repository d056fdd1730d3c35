package dev.lodur.compactor;

import dev.lodur.compaction.DeletedRows;
import dev.lodur.compaction.Rewrite;
import dev.lodur.compaction.SegmentRewriter;
import dev.lodur.compaction.retention.SegmentIndexes;
import dev.lodur.model.Labels;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.DeleteRequest;
import dev.lodur.store.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One look at all segments of a tenant that may hold lines of delete requests. For one thread. */
final class DeletePass {
    private final Tenant tenant;
    private final DeletedRows rows;
    private final long requestsUntilMillis;
    private final Function<Labels, String> retentionClass;
    private final SegmentRewriter rewriter;
    private final SegmentIndexes indexes;
    private final UntouchedSegments untouched;
    private final List<Looked> segments = new ArrayList<>();
    private boolean rewritten;

    /**
     * A segment that may hold lines of a request.
     *
     * @param done whether it does not hold any, or not any more
     * @param sinceMillis when it was committed
     */
    private record Looked(CatalogEntry entry, boolean done, long sinceMillis) {}

    /**
     * @param due all requests that wait and were made until the last of them was
     * @param rows their lines
     */
    DeletePass(
            Tenant tenant,
            List<DeleteRequest> due,
            DeletedRows rows,
            Function<Labels, String> retentionClass,
            SegmentRewriter rewriter,
            SegmentIndexes indexes,
            UntouchedSegments untouched) {
        this.tenant = tenant;
        this.rows = rows;
        this.requestsUntilMillis =
                due.stream().mapToLong(DeleteRequest::createdAtMillis).max().orElse(0);
        this.retentionClass = retentionClass;
        this.rewriter = rewriter;
        this.indexes = indexes;
        this.untouched = untouched;
    }

    /** Writes anew what holds lines of the requests and is old enough to be touched. */
    void look(DayCatalog day, Duration ageMin, long nowMillis) {
        for (CatalogEntry entry : day.entries()) {
            if (rows.mayTouch(entry)) {
                segments.add(look(day, entry, nowMillis - entry.commitTimeMillis() >= ageMin.toMillis(), nowMillis));
            }
        }
    }

    private Looked look(DayCatalog day, CatalogEntry entry, boolean mayRewrite, long nowMillis) {
        if (appliedMillis(entry) >= requestsUntilMillis || isUntouched(entry)) {
            return new Looked(entry, true, entry.commitTimeMillis());
        }
        if (!mayRewrite) {
            return new Looked(entry, false, nowMillis);
        }
        Rewrite rewrite = new Rewrite(
                tenant,
                day.day(),
                List.of(entry),
                Math.max(1, entry.level()),
                rows,
                requestsUntilMillis,
                retentionClass);
        var _ = rewriter.rewrite(rewrite, progress -> {});
        rewritten = true;
        return new Looked(entry, true, nowMillis);
    }

    private boolean isUntouched(CatalogEntry entry) {
        if (untouched.isUntouched(entry.key(), requestsUntilMillis)) {
            return true;
        }
        if (rows.mayTouch(indexes.of(entry))) {
            return false;
        }
        untouched.add(entry.key(), requestsUntilMillis);
        return true;
    }

    private static long appliedMillis(CatalogEntry entry) {
        return switch (entry.origin()) {
            case Origin.Flushed flushed -> 0;
            case Origin.Compacted compacted -> compacted.deletesAppliedMillis();
        };
    }

    boolean hasRewritten() {
        return rewritten;
    }

    /** Whether no segment holds lines of a request, and has not since a moment, so that no reader goes by another. */
    boolean isDone(DeleteRequest request, long sinceMillis) {
        return segments.stream()
                .filter(segment -> touches(request, segment.entry))
                .allMatch(segment -> segment.done && segment.sinceMillis <= sinceMillis);
    }

    /** The share of the segments that may hold lines of a request which is done; 0 where there are none. */
    double fraction(DeleteRequest request) {
        List<Looked> own = segments.stream()
                .filter(segment -> touches(request, segment.entry))
                .toList();
        return own.isEmpty() ? 0 : (double) own.stream().filter(Looked::done).count() / own.size();
    }

    private static boolean touches(DeleteRequest request, CatalogEntry entry) {
        return request.range().overlaps(entry.minTimestampNanos(), entry.maxTimestampNanos());
    }
}

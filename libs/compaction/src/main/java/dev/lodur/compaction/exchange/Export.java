package dev.lodur.compaction.exchange;

import dev.lodur.compaction.RowFilter;
import dev.lodur.compaction.SegmentExtract;
import dev.lodur.engine.StreamSelector;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.LabelSummary;
import dev.lodur.store.CatalogEntry;
import java.time.LocalDate;
import java.util.List;

/**
 * Takes a range of a tenant's lines out of the bucket, a day after the other, within a day by streams, within a stream by
 * time. Each entry comes once. What ingesters have not flushed is not in the bucket and so not in an export. For one
 * thread.
 */
public final class Export {
    private static final int ATTEMPTS_MAX = 3;

    private final LiveSegments live;
    private final SegmentExtract extract;

    public Export(LiveSegments live, SegmentExtract extract) {
        this.live = live;
        this.extract = extract;
    }

    /**
     * What is taken.
     *
     * @param selector which streams
     * @param deleted drops rows whose deletion is pending
     */
    public record Request(Tenant tenant, TimeRange range, StreamSelector selector, RowFilter deleted) {}

    /** What was taken. */
    public record Result(long lines, long lineBytes, int files) {
        Result plus(Result more) {
            return new Result(lines + more.lines, lineBytes + more.lineBytes, files + more.files);
        }
    }

    /**
     * Takes the lines out.
     *
     * @throws LodurException where the bucket does not answer or a segment cannot be read; what was taken until then is
     *     with the sink
     */
    public Result run(Request request, ExportSink sink) {
        Result result = new Result(0, 0, 0);
        for (LocalDate day : live.days(request.tenant(), request.range())) {
            result = result.plus(day(request, day, sink));
        }
        return result;
    }

    /** Segments that are merged meanwhile are there in another form. */
    private Result day(Request request, LocalDate day, ExportSink sink) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(request, day, sink);
            } catch (LodurException e) {
                if (e.code() != ErrorCode.GONE || attempt == ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }

    private Result once(Request request, LocalDate day, ExportSink sink) {
        List<CatalogEntry> entries = live.of(request.tenant(), day, request.range()).stream()
                .filter(entry -> mayMatch(entry, request.selector()))
                .toList();
        if (entries.isEmpty()) {
            return new Result(0, 0, 0);
        }
        Counter counter = new Counter();
        extract.extract(
                entries,
                request.selector()::matches,
                new RangeCut(request.range(), request.deleted()),
                (file, summary) -> {
                    counter.result = counter.result.plus(new Result(summary.rows(), summary.lineBytes(), 1));
                    sink.add(day, file, summary);
                });
        return counter.result;
    }

    private static boolean mayMatch(CatalogEntry entry, StreamSelector selector) {
        return entry.labelSummary().length == 0 || selector.mayMatch(LabelSummary.decode(entry.labelSummary()));
    }

    private static final class Counter {
        private Result result = new Result(0, 0, 0);
    }
}

package dev.lodur.engine;

import dev.lodur.logql.LineFilter;
import dev.lodur.logql.LogExpr;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.Stage;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.LabelSummary;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.SegmentIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of a tenant that are to be taken for gone, ready to be found in blocks, streams and segments. Immutable and
 * thread-safe; where there are none, nothing costs anything.
 */
public final class Deletions {
    public static final Deletions NONE = new Deletions(List.of(), List.of());

    private final List<Deletion> requests;
    private final List<DeletedLines> lines;

    private Deletions(List<Deletion> requests, List<DeletedLines> lines) {
        this.requests = List.copyOf(requests);
        this.lines = List.copyOf(lines);
    }

    /** Compiles requests; those of one query are looked for at once. Fails as {@link #parse}. */
    public static Deletions of(List<Deletion> requests) {
        if (requests.isEmpty()) {
            return NONE;
        }
        Map<String, List<TimeRange>> ranges = new LinkedHashMap<>();
        for (Deletion request : requests) {
            ranges.computeIfAbsent(request.query(), query -> new ArrayList<>()).add(request.range());
        }
        List<DeletedLines> lines = new ArrayList<>();
        ranges.forEach((query, own) -> lines.add(compile(query, joined(own))));
        return new Deletions(requests, lines);
    }

    private static DeletedLines compile(String query, List<TimeRange> ranges) {
        LogQueryPlan plan = LogQueryPlan.compile(parse(query));
        return new DeletedLines(plan.selector(), plan.stages(), ranges);
    }

    private static List<TimeRange> joined(List<TimeRange> ranges) {
        List<TimeRange> joined = new ArrayList<>();
        for (TimeRange range : ranges.stream()
                .sorted(Comparator.comparingLong(TimeRange::startNanos))
                .toList()) {
            TimeRange last = joined.isEmpty() ? null : joined.getLast();
            if (last == null || range.startNanos() > last.endNanos()) {
                joined.add(range);
            } else {
                long end = Math.max(last.endNanos(), range.endNanos());
                joined.set(joined.size() - 1, new TimeRange(last.startNanos(), end));
            }
        }
        return joined;
    }

    /**
     * The query of a deletion.
     *
     * @throws LodurException {@link ErrorCode#INVALID_QUERY} where it is none, or has stages other than filters
     */
    public static LogExpr parse(String query) {
        if (!(LogqlParser.parse(query) instanceof LogExpr log)) {
            throw new LodurException(
                    ErrorCode.INVALID_QUERY,
                    "lines are deleted by a log query, got a metric query: " + query
                            + "; give a selector such as {app=\"web\"} with line and label filters");
        }
        for (Stage stage : log.stages()) {
            if (!(stage instanceof LineFilter) && !(stage instanceof Stage.Filter)) {
                throw new LodurException(
                        ErrorCode.INVALID_QUERY,
                        "lines are deleted by a selector with line and label filters, but the query has the stage '"
                                + stage + "'; leave it out, and filter by labels or structured metadata, or by the text"
                                + " of the line: " + query);
            }
        }
        return log;
    }

    /** As they go to ingesters and other queriers. */
    public List<Deletion> requests() {
        return requests;
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Those that may have lines in a range. */
    public Deletions within(TimeRange range) {
        if (range.isEmpty() || isEmpty()) {
            return NONE;
        }
        List<Deletion> own = requests.stream()
                .filter(request -> request.range().overlaps(range.startNanos(), range.endNanos() - 1))
                .toList();
        List<DeletedLines> ownLines = lines.stream()
                .filter(some -> some.overlaps(range.startNanos(), range.endNanos() - 1))
                .toList();
        return own.isEmpty() ? NONE : new Deletions(own, ownLines);
    }

    /** The same for streams that carry the label that tells whose they are. */
    Deletions ofTenant(Tenant tenant) {
        return new Deletions(
                requests, lines.stream().map(some -> some.ofTenant(tenant)).toList());
    }

    /** These and others. */
    Deletions and(Deletions others) {
        if (others.isEmpty() || isEmpty()) {
            return isEmpty() ? others : this;
        }
        List<Deletion> allRequests = new ArrayList<>(requests);
        allRequests.addAll(others.requests);
        List<DeletedLines> allLines = new ArrayList<>(lines);
        allLines.addAll(others.lines);
        return new Deletions(allRequests, allLines);
    }

    /** Whether any of them may lie between two times, both included, whatever the stream. */
    public boolean overlaps(long minNanos, long maxNanos) {
        return lines.stream().anyMatch(some -> some.overlaps(minNanos, maxNanos));
    }

    /** Whether rows of a stream between two times, both included, may be among them; never false where one is. */
    public boolean mayTouch(Labels stream, long minNanos, long maxNanos) {
        for (DeletedLines some : lines) {
            if (some.mayBeOf(stream, minNanos, maxNanos)) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #mayTouch(Labels, long, long)} of all rows of a block. */
    boolean mayTouch(BlockCandidate block) {
        if (isEmpty()) {
            return false;
        }
        for (int run = 0; run < block.runs(); run++) {
            if (mayTouch(block.labels(run), block.minTimestampNanos(), block.maxTimestampNanos())) {
                return true;
            }
        }
        return false;
    }

    /** As {@link #mayTouch(Labels, long, long)} of a segment, by what its catalog says of it. */
    public boolean mayTouch(LabelSummary summary, long minNanos, long maxNanos) {
        return lines.stream()
                .anyMatch(some ->
                        some.overlaps(minNanos, maxNanos) && some.selector().mayMatch(summary));
    }

    /** As {@link #mayTouch(Labels, long, long)} of a segment, by its index. */
    public boolean mayTouch(SegmentIndex index) {
        return lines.stream().anyMatch(some -> mayTouch(some, index));
    }

    private static boolean mayTouch(DeletedLines some, SegmentIndex index) {
        BitSet streams = some.selector().matching(index.streams());
        if (streams.isEmpty()) {
            return false;
        }
        RunTable runs = index.runs();
        int end = index.blocks().firstRun()[index.blockCount()];
        for (int run = 0; run < end; run++) {
            if (streams.get(runs.stream()[run]) && some.overlaps(runs.minNanos()[run], runs.maxNanos()[run])) {
                return true;
            }
        }
        return false;
    }

    /** Takes them out of the selected rows of a batch. */
    void dropFrom(RowBatch batch) {
        for (DeletedLines some : lines) {
            if (batch.selection().isEmpty()) {
                return;
            }
            some.dropFrom(batch);
        }
    }

    /** The rows of a block that are among them, by their number; owned by the caller. */
    public BitSet in(RowBlock block) {
        BitSet deleted = new BitSet();
        if (isEmpty()) {
            return deleted;
        }
        RowBatch batch = new RowBatch();
        batch.begin(block);
        batch.selection().setRange(0, block.rows());
        dropFrom(batch);
        deleted.set(0, block.rows());
        for (int row = batch.selection().next(0);
                row >= 0;
                row = batch.selection().next(row + 1)) {
            deleted.clear(row);
        }
        return deleted;
    }
}

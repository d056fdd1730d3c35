package dev.lodur.compaction;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.store.SegmentOrigin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Merges segments into new ones: a streaming k-way merge in the order of (labels, time, input), without entries that are
 * there twice (same stream, time, line and structured metadata), and without rows that a filter drops.
 *
 * <p>In memory are one block of each input and the writer's row group. Whole blocks between whose rows nothing else falls
 * are copied as they are stored. For one thread.
 */
final class SegmentMerge {
    private static final Comparator<InputCursor> BY_STREAM =
            Comparator.comparing(InputCursor::labels).thenComparingInt(InputCursor::order);
    private static final Comparator<InputCursor> BY_TIME =
            Comparator.comparingLong(InputCursor::timestampNanos).thenComparingInt(InputCursor::order);

    private final MergeOptions options;
    private final MergeOutputs outputs;
    private final TieWatch ties;
    private final LongConsumer onRows;
    private final PriorityQueue<InputCursor> ofStream = new PriorityQueue<>(BY_TIME);
    private long lastNanos;
    private boolean streamHasRows;

    private SegmentMerge(MergeOptions options, MergeOutputs outputs, LongConsumer onRows) {
        this.options = options;
        this.outputs = outputs;
        this.onRows = onRows;
        ties = new TieWatch(options.tieBytesMax());
    }

    /**
     * Merges the rows of those streams that are wanted.
     *
     * @param inputs in the order in which rows of equal times are to stand
     * @param origin what the outputs are to say of themselves, but for whether they have an entry twice
     * @param onRows told how many rows of the inputs are done with, from time to time
     * @return the new segments in files of the workspace; none where no row is left
     */
    static List<MergedSegment> run(
            List<MergeInput> inputs,
            Predicate<Labels> wanted,
            RowFilter filter,
            SegmentOrigin origin,
            MergeOptions options,
            Workspace workspace,
            LongConsumer onRows) {
        List<InputCursor> cursors = new ArrayList<>();
        try (MergeOutputs outputs = new MergeOutputs(workspace, MergeColumns.of(inputs, wanted), origin, options)) {
            for (MergeInput input : inputs) {
                cursors.add(new InputCursor(input, cursors.size(), filter, wanted));
            }
            new SegmentMerge(options, outputs, onRows).merge(cursors);
            return outputs.finish();
        } catch (IOException e) {
            throw new LodurException(
                    ErrorCode.INTERNAL, "cannot write a merged segment in " + workspace + ": " + e.getMessage(), e);
        } finally {
            cursors.forEach(InputCursor::close);
        }
    }

    private void merge(List<InputCursor> cursors) throws IOException {
        PriorityQueue<InputCursor> waiting = new PriorityQueue<>(BY_STREAM);
        for (InputCursor cursor : cursors) {
            if (cursor.nextRun()) {
                waiting.add(cursor);
            }
        }
        while (!waiting.isEmpty()) {
            Labels stream = waiting.peek().labels();
            while (!waiting.isEmpty() && waiting.peek().labels().equals(stream)) {
                ofStream.add(waiting.remove());
            }
            mergeStream(stream, waiting);
        }
    }

    private void mergeStream(Labels stream, PriorityQueue<InputCursor> waiting) throws IOException {
        outputs.beginStream(stream);
        streamHasRows = false;
        ties.reset();
        while (!ofStream.isEmpty()) {
            InputCursor cursor = ofStream.remove();
            if (takeRows(cursor, ofStream.peek())) {
                ofStream.add(cursor);
            } else if (cursor.nextRun()) {
                (cursor.labels().equals(stream) ? ofStream : waiting).add(cursor);
            }
        }
    }

    /** Takes rows of the run as long as they come before the other cursor's next; false at the end of the run. */
    private boolean takeRows(InputCursor cursor, @Nullable InputCursor other) throws IOException {
        if (mayCopy(cursor, other)) {
            outputs.appendBlock(cursor);
            onRows.accept(cursor.rows().rows());
            ties.reset();
            lastNanos = cursor.runMaxNanos();
            streamHasRows = true;
            cursor.skipRun();
            return false;
        }
        int first = cursor.row();
        boolean more = true;
        while (more && cursor.settle()) {
            if (other != null && BY_TIME.compare(cursor, other) > 0) {
                onRows.accept(cursor.row() - first);
                return true;
            }
            take(cursor, other);
            more = cursor.skip();
        }
        onRows.accept(cursor.row() - first);
        return false;
    }

    private boolean mayCopy(InputCursor cursor, @Nullable InputCursor other) {
        return (!streamHasRows || lastNanos < cursor.timestampNanos())
                && (other == null || cursor.runMaxNanos() < other.timestampNanos())
                && cursor.isCopyable(options);
    }

    private void take(InputCursor cursor, @Nullable InputCursor other) throws IOException {
        long nanos = cursor.timestampNanos();
        boolean first = !streamHasRows || nanos != lastNanos;
        if (first) {
            ties.reset();
        }
        boolean tied = !first || cursor.mayRepeatTime() || (other != null && other.timestampNanos() <= nanos);
        if (tied && !ties.add(cursor.identity())) {
            return;
        }
        outputs.append(cursor);
        if (!ties.isComplete()) {
            outputs.mayRepeat();
        }
        lastNanos = nanos;
        streamHasRows = true;
    }
}

package dev.lodur.compaction;

import dev.lodur.model.Labels;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.store.SegmentOrigin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes few inputs of many: merges neighbours into local files until what is left can be merged in a given memory. Rows
 * keep their order, since neighbours stay neighbours.
 */
final class MergeRounds {
    private final SegmentFetch files;
    private final Workspace workspace;
    private final MergeOptions options;
    private final long bytesMax;

    /**
     * @param options how the intermediate segments are written
     * @param bytesMax memory for the open blocks of all inputs; two are merged even where they take more
     */
    MergeRounds(SegmentFetch files, Workspace workspace, MergeOptions options, long bytesMax) {
        this.files = files;
        this.workspace = workspace;
        this.options = options;
        this.bytesMax = bytesMax;
    }

    /**
     * What is left to be merged.
     *
     * @param filter what it has still to be filtered by
     */
    record Narrowed(List<MergeInput> inputs, RowFilter filter) {}

    Narrowed narrow(List<MergeInput> inputs, Predicate<Labels> wanted, RowFilter filter) throws IOException {
        List<MergeInput> left = inputs;
        RowFilter next = filter;
        while (left.size() > 2 && memory(left) > bytesMax) {
            left = round(left, wanted, next);
            next = RowFilter.KEEP_ALL;
        }
        return new Narrowed(left, next);
    }

    private List<MergeInput> round(List<MergeInput> inputs, Predicate<Labels> wanted, RowFilter filter)
            throws IOException {
        List<MergeInput> merged = new ArrayList<>();
        List<MergeInput> group = new ArrayList<>();
        long bytes = 0;
        for (MergeInput input : inputs) {
            long own = InputMemory.bytes(input.segment().index());
            if (group.size() >= 2 && bytes + own > bytesMax) {
                merged.addAll(merge(group, wanted, filter));
                group.clear();
                bytes = 0;
            }
            group.add(input);
            bytes += own;
        }
        merged.addAll(merge(group, wanted, filter));
        return merged;
    }

    private List<MergeInput> merge(List<MergeInput> group, Predicate<Labels> wanted, RowFilter filter)
            throws IOException {
        boolean copyable = group.stream().allMatch(MergeInput::copyable);
        List<MergeInput> inputs = new ArrayList<>();
        List<MergedSegment> merged =
                SegmentMerge.run(group, wanted, filter, SegmentOrigin.NONE, options, workspace, rows -> {});
        for (MergedSegment segment : merged) {
            SegmentSummary summary = segment.summary();
            inputs.add(new MergeInput(
                    files.open(
                            segment.file(),
                            segment.file().toString(),
                            summary.indexOffset(),
                            summary.indexLengthBytes()),
                    segment.distinct(),
                    copyable));
        }
        return inputs;
    }

    private static long memory(List<MergeInput> inputs) {
        return inputs.stream()
                .mapToLong(input -> InputMemory.bytes(input.segment().index()))
                .sum();
    }
}

package dev.lodur.compaction;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.SegmentOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Takes rows out of the bucket: merges segments into local ones in which each entry is once, sorted as in any segment.
 * Needs room for the segments, an intermediate form of them and what is taken; memory is bounded. For one thread.
 */
public final class SegmentExtract {
    private final ObjectStore store;
    private final Supplier<Workspace> workspaces;
    private final MergeOptions options;
    private final long inputBytesMax;

    /** Is given each new segment, whose file is gone when it returns, unless it has moved it. */
    @FunctionalInterface
    public interface Receiver {
        void accept(Path file, SegmentSummary summary) throws IOException;
    }

    /**
     * @param workspaces makes a workspace for each extraction
     * @param inputBytesMax memory for the open blocks of all inputs of a merge
     */
    public SegmentExtract(ObjectStore store, Supplier<Workspace> workspaces, MergeOptions options, long inputBytesMax) {
        this.store = store;
        this.workspaces = workspaces;
        this.options = options;
        this.inputBytesMax = inputBytesMax;
    }

    /**
     * Takes the rows of those streams that are wanted and that the filter does not drop.
     *
     * @throws LodurException with GONE where a segment is not there any more, CORRUPT where it has other bytes; the
     *     receiver was told nothing then
     */
    public void extract(List<CatalogEntry> entries, Predicate<Labels> wanted, RowFilter filter, Receiver receiver) {
        try (Workspace workspace = workspaces.get();
                SegmentFetch files = new SegmentFetch(store, workspace)) {
            List<MergeInput> inputs = new ArrayList<>();
            for (CatalogEntry entry : entries) {
                inputs.add(new MergeInput(files.fetch(entry), entry.deduplicated(), entry.level() > 0));
            }
            MergeRounds.Narrowed few = new MergeRounds(files, workspace, MergeOptions.INTERMEDIATE, inputBytesMax)
                    .narrow(inputs, wanted, filter);
            List<MergedSegment> merged = SegmentMerge.run(
                    few.inputs(), wanted, few.filter(), SegmentOrigin.NONE, options, workspace, rows -> {});
            for (MergedSegment segment : merged) {
                receiver.accept(segment.file(), segment.summary());
            }
        } catch (IOException e) {
            throw new LodurException(ErrorCode.INTERNAL, "cannot take rows out of segments: " + e.getMessage(), e);
        }
    }
}

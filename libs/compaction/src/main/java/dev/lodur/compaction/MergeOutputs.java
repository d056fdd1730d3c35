package dev.lodur.compaction;

import dev.lodur.model.Labels;
import dev.lodur.model.MetadataPacker;
import dev.lodur.model.file.AppendFile;
import dev.lodur.segment.SegmentColumns;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.segment.SegmentWriter;
import dev.lodur.store.SegmentOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments that a merge makes, one after the other, each of bounded size. Not thread-safe. */
final class MergeOutputs implements AutoCloseable {
    private final Workspace workspace;
    private final SegmentColumns columns;
    private final SegmentOrigin origin;
    private final MergeOptions options;
    private final List<MergedSegment> finished = new ArrayList<>();
    private @Nullable Open open;
    private @Nullable Labels stream;
    private boolean distinct = true;

    private record Open(Path path, AppendFile file, SegmentWriter writer) {}

    MergeOutputs(Workspace workspace, SegmentColumns columns, SegmentOrigin origin, MergeOptions options) {
        this.workspace = workspace;
        this.columns = columns;
        this.origin = origin;
        this.options = options;
    }

    void beginStream(Labels labels) throws IOException {
        stream = labels;
        if (open != null) {
            open.writer.beginStream(labels);
        }
    }

    void append(InputCursor row) throws IOException {
        MetadataPacker metadata = row.metadata();
        var lines = row.rows().lines();
        writer().append(
                        row.timestampNanos(),
                        lines.bytes(),
                        lines.start(row.row()),
                        lines.length(row.row()),
                        metadata.bytes(),
                        0,
                        metadata.length());
    }

    void appendBlock(InputCursor block) throws IOException {
        writer().append(block.stored());
    }

    /** What was written last may be there twice. */
    void mayRepeat() {
        distinct = false;
    }

    private SegmentWriter writer() throws IOException {
        if (open != null && open.writer.writtenBytes() >= options.segmentBytesMax()) {
            finish(open);
        }
        Open current = open;
        if (current == null) {
            current = begin();
            open = current;
        }
        return current.writer;
    }

    private Open begin() throws IOException {
        Path path = workspace.newFile();
        AppendFile file = workspace.create(path);
        SegmentWriter writer = new SegmentWriter(file, columns, options.segment());
        if (stream != null) {
            writer.beginStream(stream);
        }
        return new Open(path, file, writer);
    }

    private void finish(Open ending) throws IOException {
        open = null;
        try (SegmentWriter writer = ending.writer;
                AppendFile file = ending.file) {
            writer.setOrigin(origin.withDeduplicated(distinct).encode());
            SegmentSummary summary = writer.finish();
            file.force();
            finished.add(new MergedSegment(ending.path, summary, distinct));
        }
        distinct = true;
    }

    /** Ends the last segment; all that have rows. */
    List<MergedSegment> finish() throws IOException {
        if (open != null) {
            finish(open);
        }
        return List.copyOf(finished);
    }

    /** Gives back what an abandoned merge holds; its files stay for the workspace to clear. */
    @Override
    public void close() throws IOException {
        if (open != null) {
            open.writer.close();
            open.file.close();
            open = null;
        }
    }
}

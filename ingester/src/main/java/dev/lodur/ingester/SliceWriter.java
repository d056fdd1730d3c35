package dev.lodur.ingester;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.SegmentOptions;
import dev.lodur.segment.SegmentPlan;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.segment.SegmentWriter;
import dev.lodur.store.SliceName;
import dev.lodur.store.SliceSummary;
import dev.lodur.store.Spool;
import dev.lodur.store.SpoolWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Writes one slice, what a generation holds of a tenant and UTC day, as a finished segment into the spool.
 *
 * <p>Two passes over the chunks, one stream's chunks at a time: the first finds the columns, for which sealed chunks need
 * not be opened, the second writes the rows.
 * Memory is bounded by the open chunks of one stream and the writer's row group.
 */
final class SliceWriter {
    private static final byte[] NONE = new byte[0];

    private final Spool spool;

    SliceWriter(Spool spool) {
        this.spool = spool;
    }

    /**
     * What was written; empty where the head has no rows of that day.
     *
     * @param provisional whether the slice serves queries only
     */
    Optional<SegmentSummary> write(SliceName name, TenantHead head, TimeRange day, boolean provisional) {
        List<StreamBuffer> streams = head.sortedStreams().stream()
                .filter(stream -> touches(stream, day))
                .toList();
        try (SpoolWriter slice = spool.begin(name)) {
            SegmentSummary summary = writeSegment(slice, streams, day);
            if (summary.rows() == 0) {
                return Optional.empty();
            }
            if (provisional) {
                slice.publishProvisional(summaryOf(summary));
            } else {
                slice.publish(summaryOf(summary));
            }
            return Optional.of(summary);
        } catch (IOException e) {
            throw failed(name, e);
        } catch (UncheckedIOException e) {
            throw failed(name, new IOException(e));
        }
    }

    private static SliceSummary summaryOf(SegmentSummary summary) {
        return new SliceSummary(
                summary.indexOffset(),
                summary.indexLengthBytes(),
                summary.minTimestampNanos(),
                summary.maxTimestampNanos(),
                summary.rows(),
                summary.lineBytes(),
                summary.labels().encode(),
                "",
                summary.distinct());
    }

    private static boolean touches(StreamBuffer stream, TimeRange day) {
        for (HeadChunk chunk : stream.chunks()) {
            if (day.overlaps(chunk.minTimestampNanos(), chunk.maxTimestampNanos())) {
                return true;
            }
        }
        return false;
    }

    private static SegmentSummary writeSegment(SpoolWriter slice, List<StreamBuffer> streams, TimeRange day)
            throws IOException {
        SegmentPlan plan = new SegmentPlan();
        for (StreamBuffer stream : streams) {
            plan(stream, day, plan);
        }
        try (SegmentWriter writer = new SegmentWriter(slice.file(), plan.columns(), SegmentOptions.FLUSH)) {
            for (StreamBuffer stream : streams) {
                writeStream(stream, day, writer);
            }
            return writer.finish();
        }
    }

    private static void plan(StreamBuffer stream, TimeRange day, SegmentPlan plan) {
        long rows = 0;
        for (HeadChunk chunk : stream.chunks()) {
            if (day.overlaps(chunk.minTimestampNanos(), chunk.maxTimestampNanos())) {
                rows += chunk.rows();
                chunk.planMetadata(plan);
            }
        }
        plan.addStream(stream.labels(), rows);
    }

    private static void writeStream(StreamBuffer stream, TimeRange day, SegmentWriter writer) {
        StreamRows rows = new StreamRows(stream, writer);
        ChunkMerge.forEachRow(stream.chunks(), day, rows);
    }

    /** Appends the rows of one stream, which begins with its first row: a stream without rows of the day leaves no trace. */
    private static final class StreamRows implements ChunkMerge.RowVisitor {
        private final StreamBuffer stream;
        private final SegmentWriter writer;
        private boolean begun;

        StreamRows(StreamBuffer stream, SegmentWriter writer) {
            this.stream = stream;
            this.writer = writer;
        }

        @Override
        public void row(RowBlock block, int row) {
            if (!begun) {
                writer.beginStream(stream.labels());
                begun = true;
            }
            try {
                append(block, row);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void append(RowBlock block, int row) throws IOException {
            byte[] metadata = block.metadata().restBytes();
            int[] offsets = block.metadata().restOffsets();
            int from = offsets == null ? 0 : offsets[row];
            int length = offsets == null ? 0 : offsets[row + 1] - from;
            writer.append(
                    block.timestamps()[row],
                    block.lines().bytes(),
                    block.lines().start(row),
                    block.lines().length(row),
                    metadata == null ? NONE : metadata,
                    from,
                    length);
        }
    }

    private static LodurException failed(SliceName name, IOException cause) {
        return new LodurException(
                ErrorCode.INTERNAL,
                "cannot write the slice of " + name.tenant() + " for " + name.day() + " into the spool: "
                        + cause.getMessage(),
                cause);
    }
}

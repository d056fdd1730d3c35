package dev.lodur.bench;

import dev.lodur.model.ArrayRowBlock;
import dev.lodur.model.BatchReader;
import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import dev.lodur.model.Metadata;
import dev.lodur.model.RowBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Batches of the corpus as blocks. */
final class CorpusBlocks {
    private CorpusBlocks() {}

    /** One block a batch, about 1 MiB of lines with a run for each stream. */
    static List<RowBlock> ofBatches(List<byte[]> batches) {
        return batches.stream().map(CorpusBlocks::ofBatch).toList();
    }

    private static RowBlock ofBatch(byte[] batch) {
        Rows rows = new Rows();
        List<Labels> labels = new ArrayList<>();
        List<Integer> starts = new ArrayList<>(List.of(0));
        BatchReader reader = new BatchReader(batch);
        while (reader.nextStream()) {
            labels.add(reader.labels());
            rows.addStream(reader);
            starts.add(rows.count);
        }
        int[] runStarts = starts.stream().mapToInt(Integer::intValue).toArray();
        return rows.block(labels.toArray(Labels[]::new), runStarts);
    }

    /** One block a stream, the streams in the order of their labels. */
    static List<RowBlock> ofStreams(List<byte[]> batches) {
        Map<Labels, Rows> streams = new TreeMap<>();
        for (byte[] batch : batches) {
            BatchReader reader = new BatchReader(batch);
            while (reader.nextStream()) {
                streams.computeIfAbsent(reader.labels(), labels -> new Rows()).addStream(reader);
            }
        }
        List<RowBlock> blocks = new ArrayList<>();
        streams.forEach((labels, rows) -> blocks.add(rows.block(new Labels[] {labels}, new int[] {0, rows.count})));
        return blocks;
    }

    /** A block of one stream, line by line. */
    static final class Builder {
        private final Labels labels;
        private final Rows rows = new Rows();

        Builder(Labels labels) {
            this.labels = labels;
        }

        void add(long timestampNanos, byte[] line) {
            rows.add(timestampNanos, line, 0, line.length, 0, 0);
        }

        RowBlock build() {
            return rows.block(new Labels[] {labels}, new int[] {0, rows.count});
        }
    }

    /** Growing columns. */
    private static final class Rows {
        private long[] timestamps = new long[1024];
        private int[] lineOffsets = new int[1025];
        private byte[] lines = new byte[1 << 16];
        private int[] metadataOffsets = new int[1025];
        private byte[] metadata = new byte[1 << 14];
        private int count;

        void addStream(BatchReader reader) {
            while (reader.nextEntry()) {
                add(reader);
            }
        }

        private void add(BatchReader reader) {
            add(
                    reader.timestampNanos(),
                    reader.bytes(),
                    reader.lineOffset(),
                    reader.lineLength(),
                    reader.metadataOffset(),
                    reader.metadataLength());
        }

        private void add(
                long timestampNanos,
                byte[] bytes,
                int lineOffset,
                int lineLength,
                int metadataOffset,
                int metadataLength) {
            if (count == timestamps.length) {
                timestamps = Arrays.copyOf(timestamps, 2 * count);
                lineOffsets = Arrays.copyOf(lineOffsets, 2 * count + 1);
                metadataOffsets = Arrays.copyOf(metadataOffsets, 2 * count + 1);
            }
            int lineEnd = lineOffsets[count] + lineLength;
            int metadataEnd = metadataOffsets[count] + metadataLength;
            lines = grown(lines, lineEnd + Lines.SLACK_BYTES);
            metadata = grown(metadata, metadataEnd);
            timestamps[count] = timestampNanos;
            System.arraycopy(bytes, lineOffset, lines, lineOffsets[count], lineLength);
            System.arraycopy(bytes, metadataOffset, metadata, metadataOffsets[count], metadataLength);
            count++;
            lineOffsets[count] = lineEnd;
            metadataOffsets[count] = metadataEnd;
        }

        private static byte[] grown(byte[] bytes, int needed) {
            return needed <= bytes.length ? bytes : Arrays.copyOf(bytes, 2 * needed);
        }

        RowBlock block(Labels[] labels, int[] runStarts) {
            return new ArrayRowBlock(
                    labels,
                    runStarts,
                    Arrays.copyOf(timestamps, count),
                    new Lines(lines, lineOffsets, count),
                    Metadata.packed(metadata, Arrays.copyOf(metadataOffsets, count + 1)));
        }
    }
}

package dev.lodur.ingester;

import dev.lodur.model.ArrayRowBlock;
import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import dev.lodur.model.Metadata;
import dev.lodur.model.RowBlock;
import java.util.Objects;

/** Puts the rows of a one-run block with packed metadata into the order of time, keeping arrival order for equal times. */
final class RowOrder {
    private RowOrder() {}

    static RowBlock sorted(RowBlock block) {
        int[] order = stableOrder(block.timestamps(), block.rows());
        Metadata metadata = block.metadata();
        return new ArrayRowBlock(
                new Labels[] {block.labels(0)},
                new int[] {0, block.rows()},
                permuted(block.timestamps(), order),
                permuted(block.lines(), order),
                metadata.isNone() ? metadata : permuted(metadata, order));
    }

    /** A merge sort of row numbers by time: stable, without boxing, in two arrays. */
    static int[] stableOrder(long[] timestamps, int rows) {
        int[] from = new int[rows];
        for (int i = 0; i < rows; i++) {
            from[i] = i;
        }
        int[] to = new int[rows];
        for (int width = 1; width < rows; width *= 2) {
            for (int low = 0; low < rows; low += 2 * width) {
                merge(timestamps, from, to, low, Math.min(low + width, rows), Math.min(low + 2 * width, rows));
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void merge(long[] timestamps, int[] from, int[] to, int low, int middle, int high) {
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            boolean takeLeft = left < middle && (right >= high || timestamps[from[left]] <= timestamps[from[right]]);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    private static long[] permuted(long[] values, int[] order) {
        long[] result = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            result[i] = values[order[i]];
        }
        return result;
    }

    private static Lines permuted(Lines lines, int[] order) {
        byte[] bytes = new byte[lines.endByte() - lines.firstByte() + Lines.SLACK_BYTES];
        return new Lines(bytes, permuted(lines.bytes(), lines.offsets(), order, bytes));
    }

    private static Metadata permuted(Metadata metadata, int[] order) {
        byte[] source = Objects.requireNonNull(metadata.restBytes());
        int[] offsets = Objects.requireNonNull(metadata.restOffsets());
        byte[] bytes = new byte[offsets[offsets.length - 1] - offsets[0]];
        return Metadata.packed(bytes, permuted(source, offsets, order, bytes));
    }

    private static int[] permuted(byte[] source, int[] offsets, int[] order, byte[] into) {
        int[] result = new int[order.length + 1];
        for (int i = 0; i < order.length; i++) {
            int length = offsets[order[i] + 1] - offsets[order[i]];
            System.arraycopy(source, offsets[order[i]], into, result[i], length);
            result[i + 1] = result[i] + length;
        }
        return result;
    }
}

package dev.lodur.engine.drain;

import java.util.Arrays;

/**
 * A pattern of lines, and how many came when.
 *
 * @param pattern text with {@code <_>} where lines differ, for LogQL's {@code |>}
 * @param level the lines' {@code detected_level}, or {@code unknown}
 * @param steps when lines came, ascending: how many whole steps of the question lie between 1970 and then
 * @param counts how many, one for each of the steps
 */
public record MinedPattern(String pattern, String level, int[] steps, long[] counts) {
    public MinedPattern {
        if (steps.length != counts.length) {
            throw new IllegalArgumentException(steps.length + " steps with " + counts.length + " counts");
        }
    }

    /** All lines. */
    public long total() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    /** The counts of a group in the slots from one to another, both included, summed in steps; none are left out. */
    static MinedPattern of(Cluster cluster, String level, int firstSlot, int lastSlot, int stepSeconds) {
        LineCounts lines = cluster.counts();
        int first = lines.indexFrom(firstSlot);
        int last = lines.indexFrom(lastSlot + 1);
        int[] steps = new int[last - first];
        long[] counts = new long[last - first];
        int size = 0;
        for (int i = first; i < last; i++) {
            int step = (int) Math.floorDiv((long) lines.slot(i) * LineCounts.SLOT_SECONDS, stepSeconds);
            if (size == 0 || steps[size - 1] != step) {
                steps[size++] = step;
            }
            counts[size - 1] += lines.count(i);
        }
        return new MinedPattern(
                cluster.template().pattern(), level, Arrays.copyOf(steps, size), Arrays.copyOf(counts, size));
    }
}

package dev.lodur.model;

/**
 * A block whose columns are already decoded.
 *
 * @param runLabels the labels of each run
 * @param runStarts the first row of each run, and the number of rows as the last element
 */
public record ArrayRowBlock(Labels[] runLabels, int[] runStarts, long[] timestamps, Lines lines, Metadata metadata)
        implements RowBlock {
    public ArrayRowBlock {
        if (runStarts.length != runLabels.length + 1) {
            throw new IllegalArgumentException(runLabels.length + " runs but " + runStarts.length + " starts");
        }
        if (lines.count() != runStarts[runLabels.length]) {
            throw new IllegalArgumentException(lines.count() + " lines for " + runStarts[runLabels.length] + " rows");
        }
    }

    @Override
    public int rows() {
        return runStarts[runLabels.length];
    }

    @Override
    public int runs() {
        return runLabels.length;
    }

    @Override
    public int runStart(int run) {
        return runStarts[run];
    }

    @Override
    public Labels labels(int run) {
        return runLabels[run];
    }
}

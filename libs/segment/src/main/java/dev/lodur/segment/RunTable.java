package dev.lodur.segment;

/**
 * The runs of a segment: the rows of one stream in one block, in the order of blocks, which is also the order of streams.
 *
 * <p>So the runs of a block stand together, and those of a stream too. Counts by stream and level come from here without
 * reading a page.
 *
 * @param stream the stream of each run
 * @param block the block of each run
 * @param firstRow the first row of each run inside its block
 * @param rows rows of each run
 * @param minNanos the time of the first row of each run
 * @param maxNanos the time of the last row of each run
 * @param lineBytes bytes of lines of each run
 * @param firstLevel for each run its first entry in the two arrays that follow, and their length at the end
 * @param level indexes into {@code levels}
 * @param levelRows rows of the run that have the level
 * @param levels distinct values of the metadata key {@code detected_level}; the first is the empty text and stands for
 *     rows without the key
 */
public record RunTable(
        int[] stream,
        int[] block,
        int[] firstRow,
        int[] rows,
        long[] minNanos,
        long[] maxNanos,
        int[] lineBytes,
        int[] firstLevel,
        int[] level,
        int[] levelRows,
        String[] levels) {

    /** The metadata key whose values are counted. */
    public static final String LEVEL_KEY = "detected_level";

    /** Distinct levels that are counted, rows without a level among them; rows of further levels are in no count. */
    public static final int LEVELS_MAX = 32;

    /** The number of runs. */
    public int count() {
        return stream.length;
    }

    /** Rows of a run with the given level, by its index in {@link #levels}. */
    public int rowsOfLevel(int run, int levelIndex) {
        for (int i = firstLevel[run]; i < firstLevel[run + 1]; i++) {
            if (level[i] == levelIndex) {
                return levelRows[i];
            }
        }
        return 0;
    }

    /** Whether each row of a run is in the count of a level; where not, the rows themselves must be read. */
    public boolean levelsComplete(int run) {
        long counted = 0;
        for (int i = firstLevel[run]; i < firstLevel[run + 1]; i++) {
            counted += levelRows[i];
        }
        return counted == rows[run];
    }
}

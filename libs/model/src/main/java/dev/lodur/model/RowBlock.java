package dev.lodur.model;

/**
 * Some thousand rows in columns, the unit in which queries read: from an ingester's head, a spool file, a segment or
 * another process.
 *
 * <p>Rows stand in <em>runs</em>: consecutive rows of one stream. Run {@code r} covers the rows from {@code runStart(r)}
 * to {@code runStart(r + 1)}, and {@code runStart(runs()) == rows()}. Inside a run rows stand in the order of time, and
 * of arrival for equal times. A stream may have several runs.
 *
 * <p>The columns are decoded when first asked for, so ask for the cheapest first and only for what is needed. What a
 * column method returns belongs to the block and is not changed by anybody. A block is used by one thread at a time. A
 * column that cannot be read throws {@link LodurException} with {@link ErrorCode#CORRUPT} or {@link ErrorCode#GONE}.
 */
public interface RowBlock {
    int rows();

    int runs();

    /** The first row of a run; {@code runs()} as argument gives the number of rows. */
    int runStart(int run);

    /** The labels of the stream that a run belongs to; the same object at each call. */
    Labels labels(int run);

    /** Nanoseconds since 1970-01-01T00:00:00Z, one for each row; the array may be longer than {@link #rows()}. */
    long[] timestamps();

    Lines lines();

    Metadata metadata();
}

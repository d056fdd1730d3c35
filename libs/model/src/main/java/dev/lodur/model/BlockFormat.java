package dev.lodur.model;

/**
 * The wire layout of a {@link RowBlock}: how surviving rows travel from an ingester, or another querier, to the querier.
 *
 * <pre>
 * block       := version:u8 flags:u8 zero:u16 rows:i32 runs:i32 columns:i32 lineBytes:i32 restBytes:i32
 *                run*runs timestamp:i64*rows lineLength:i32*rows line*rows slack column*columns rest
 * run         := rows:i32 labelsLength:i32 labels          a packed label set ({@link PackedLabels})
 * line        := UTF-8, lineLength bytes, no separator      lineBytes in all
 * slack       := 16 zero bytes                              so that kernels may read whole words ({@link Lines})
 * column      := nameLength:u16 values:i32 valueLength:i32*values name value*values id:i32*rows
 * rest        := length:i32*rows packed*rows                only where flags has bit 0; restBytes of packed sets
 * </pre>
 *
 * Numbers are little endian. Runs cover the rows in order, and none is empty. An id is the index of the row's value in
 * the column, or -1 where the row lacks the key. {@code restBytes} is 0 without bit 0 of the flags. There is no checksum
 * here: the transport has its own. Example, one row of stream {@code {x="y"}} at 1 ns with line {@code hi}:
 *
 * <pre>
 * 01 00 0000 01000000 01000000 00000000 02000000 00000000    1 row, 1 run, no columns, 2 bytes of lines, no rest
 * 01000000 0a000000 0100 0100 01000000 78 79                  a run of 1 row, 10 bytes of labels
 * 0100000000000000 02000000 6869                              1 ns, 2 bytes, "hi"
 * 00000000000000000000000000000000                            slack
 * </pre>
 *
 * {@link BlockWriter} writes it, {@link BlockReader} reads and checks it. A change of layout is a new version byte.
 */
final class BlockFormat {
    static final int VERSION = 1;
    static final int FLAG_REST = 1;

    static final int FLAGS = 1;
    static final int ROWS = FLAGS + 3;
    static final int RUNS = ROWS + 4;
    static final int COLUMNS = RUNS + 4;
    static final int LINE_BYTES = COLUMNS + 4;
    static final int REST_BYTES = LINE_BYTES + 4;
    static final int HEADER_BYTES = REST_BYTES + 4;

    static final int RUN_HEADER_BYTES = 8;
    static final int COLUMN_HEADER_BYTES = 6;

    private BlockFormat() {}
}

package dev.lodur.engine;

import java.util.List;

/**
 * What a tail brings at one time.
 *
 * @param block rows in the layout of {@link dev.lodur.model.BlockFormat}, about 1 MiB at most; empty where there are none
 * @param dropped rows that were left out since the part before
 */
public record TailPart(byte[] block, List<DroppedRows> dropped) {
    private static final byte[] NO_ROWS = new byte[0];

    public TailPart {
        dropped = List.copyOf(dropped);
    }

    /** One that only tells of rows that were left out. */
    public static TailPart ofDropped(List<DroppedRows> dropped) {
        return new TailPart(NO_ROWS, dropped);
    }

    public boolean hasRows() {
        return block.length > 0;
    }
}

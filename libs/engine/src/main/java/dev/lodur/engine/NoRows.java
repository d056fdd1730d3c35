package dev.lodur.engine;

import dev.lodur.model.ArrayRowBlock;
import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import dev.lodur.model.Metadata;
import dev.lodur.model.RowBlock;

/** The block without rows. */
final class NoRows {
    static final RowBlock BLOCK = new ArrayRowBlock(
            new Labels[0],
            new int[1],
            new long[0],
            new Lines(new byte[Lines.SLACK_BYTES], new int[1]),
            Metadata.none());

    private NoRows() {}
}

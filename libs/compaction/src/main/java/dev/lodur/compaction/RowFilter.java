package dev.lodur.compaction;

import dev.lodur.model.RowBlock;
import java.util.BitSet;

/**
 * Says which rows stay out when segments are rewritten: deleted ones, or expired ones.
 *
 * <p>Stateless towards the caller, so that one filter serves any number of threads; a block is given whole, with its
 * runs, because that is how conditions are checked fast.
 */
@FunctionalInterface
public interface RowFilter {
    /** Keeps every row. */
    RowFilter KEEP_ALL = block -> new BitSet(0);

    /** The rows of the block that are dropped, by their number in it; none where all stay. Owned by the caller. */
    BitSet dropped(RowBlock block);
}

package dev.lodur.querier;

import dev.lodur.engine.DroppedRows;
import dev.lodur.engine.SelectedRow;
import java.util.List;

/**
 * What a tail sends at one time.
 *
 * @param rows in the order of time
 * @param dropped rows that were left out since the frame before
 */
record TailFrame(List<SelectedRow> rows, List<DroppedRows> dropped) {
    TailFrame {
        rows = List.copyOf(rows);
        dropped = List.copyOf(dropped);
    }
}

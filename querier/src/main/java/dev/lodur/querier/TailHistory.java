package dev.lodur.querier;

import dev.lodur.engine.SelectedRow;
import java.util.List;

/** Reads what is stored of a tail's query. */
@FunctionalInterface
interface TailHistory {
    /** The newest rows from a time on, in any order. */
    List<SelectedRow> newest(long fromNanos, int limit);
}

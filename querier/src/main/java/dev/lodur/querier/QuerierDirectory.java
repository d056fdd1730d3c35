package dev.lodur.querier;

import dev.lodur.engine.SegmentQuery;
import java.util.List;

/** Knows the other queriers, which may take parts of a query. Thread-safe; does not block. */
@FunctionalInterface
public interface QuerierDirectory {
    /** All but this process's own. */
    List<SegmentQuery> others();
}

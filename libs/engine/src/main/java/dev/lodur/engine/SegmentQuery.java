package dev.lodur.engine;

import dev.lodur.store.CatalogEntry;
import java.util.List;

/**
 * Another process that reads segments of the bucket for a query. Thread-safe; calls block, and fail as those of {@link
 * IngesterQuery}.
 */
@FunctionalInterface
public interface SegmentQuery {
    /**
     * The rows of some segments that pass the pushed-down part of a query. The reply's announcements say nothing.
     *
     * @throws dev.lodur.model.LodurException from the reply with {@code GONE} where a segment is not there any more
     */
    SelectReply select(SelectRequest request, List<CatalogEntry> segments);
}

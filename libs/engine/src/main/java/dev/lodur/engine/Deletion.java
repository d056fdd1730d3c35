package dev.lodur.engine;

import dev.lodur.model.TimeRange;
import dev.lodur.store.DeleteRequest;

/**
 * Lines that are to be taken for gone, though they may still be stored.
 *
 * @param query LogQL: a selector and line and label filters
 * @param range their times
 */
public record Deletion(String query, TimeRange range) {
    public static Deletion of(DeleteRequest request) {
        return new Deletion(request.query(), request.range());
    }
}

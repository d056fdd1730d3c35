package dev.lodur.engine;

import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.util.List;

/**
 * Asks for the rows that survive the pushed-down part of a log query.
 *
 * @param tenant whose rows
 * @param query canonical LogQL: a selector and the leading stages that only drop rows
 * @param range the times wanted
 * @param direction which rows are kept where there are more than {@code limit}
 * @param limit how many rows are needed at most; 0 for all
 * @param projection what is returned of each row
 * @param deletions rows that are to be taken for gone
 */
public record SelectRequest(
        Tenant tenant,
        String query,
        TimeRange range,
        Direction direction,
        int limit,
        Projection projection,
        List<Deletion> deletions) {
    public SelectRequest {
        deletions = List.copyOf(deletions);
        if (limit < 0) {
            throw new IllegalArgumentException("negative limit: " + limit);
        }
    }

    /** Asks where nothing is deleted. */
    public SelectRequest(
            Tenant tenant, String query, TimeRange range, Direction direction, int limit, Projection projection) {
        this(tenant, query, range, direction, limit, projection, List.of());
    }

    /** The same where these are deleted. */
    public SelectRequest without(Deletions deletions) {
        return new SelectRequest(tenant, query, range, direction, limit, projection, deletions.requests());
    }
}

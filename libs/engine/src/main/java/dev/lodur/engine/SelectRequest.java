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
 * @param pruning a log query: blocks may be left out of which the filters of segments tell that none of their rows survives it,
 *     be it behind stages that the one who asks runs; empty where none may be
 */
public record SelectRequest(
        Tenant tenant,
        String query,
        TimeRange range,
        Direction direction,
        int limit,
        Projection projection,
        List<Deletion> deletions,
        String pruning) {
    public SelectRequest {
        deletions = List.copyOf(deletions);
        if (limit < 0) {
            throw new IllegalArgumentException("negative limit: " + limit);
        }
    }

    /** Asks where nothing is deleted, and lets filters leave out blocks. */
    public SelectRequest(
            Tenant tenant, String query, TimeRange range, Direction direction, int limit, Projection projection) {
        this(tenant, query, range, direction, limit, projection, List.of(), query);
    }

    /** The same where these are deleted. */
    public SelectRequest without(Deletions deletions) {
        return new SelectRequest(tenant, query, range, direction, limit, projection, deletions.requests(), pruning);
    }

    /** The same, with blocks left out by what another query says of them; by none where it is empty. */
    public SelectRequest withPruning(String wanted) {
        return new SelectRequest(tenant, query, range, direction, limit, projection, deletions, wanted);
    }

    /** Whether the filters of segments may leave out blocks. */
    public boolean isPruned() {
        return !pruning.isEmpty();
    }
}

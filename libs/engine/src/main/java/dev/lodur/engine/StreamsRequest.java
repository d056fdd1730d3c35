package dev.lodur.engine;

import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.util.List;

/**
 * Asks which streams have rows in a range: for labels, label values, series, index stats and volume.
 *
 * @param selector LogQL matchers, {@code {app="web"}}; {@code {}} for all streams
 * @param buckets the range, and where it is cut if the shares of its parts are wanted
 * @param deletions rows that are to be taken for gone
 */
public record StreamsRequest(Tenant tenant, String selector, Buckets buckets, List<Deletion> deletions) {
    public StreamsRequest {
        deletions = List.copyOf(deletions);
    }

    /** Asks where nothing is deleted. */
    public StreamsRequest(Tenant tenant, String selector, Buckets buckets) {
        this(tenant, selector, buckets, List.of());
    }

    /** Asks for the range as a whole. */
    public StreamsRequest(Tenant tenant, String selector, TimeRange range) {
        this(tenant, selector, Buckets.whole(range));
    }

    public TimeRange range() {
        return buckets.range();
    }
}

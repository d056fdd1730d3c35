package dev.lodur.engine;

import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;

/**
 * Asks which streams have rows in a range: for labels, label values, series, index stats and volume.
 *
 * @param selector LogQL matchers, {@code {app="web"}}; {@code {}} for all streams
 * @param buckets the range, and where it is cut if the shares of its parts are wanted
 */
public record StreamsRequest(Tenant tenant, String selector, Buckets buckets) {
    /** Asks for the range as a whole. */
    public StreamsRequest(Tenant tenant, String selector, TimeRange range) {
        this(tenant, selector, Buckets.whole(range));
    }

    public TimeRange range() {
        return buckets.range();
    }
}

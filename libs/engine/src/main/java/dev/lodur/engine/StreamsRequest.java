package dev.lodur.engine;

import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;

/**
 * Asks which streams have rows in a range: for labels, label values, series, index stats and volume.
 *
 * @param selector LogQL matchers, {@code {app="web"}}; {@code {}} for all streams
 */
public record StreamsRequest(Tenant tenant, String selector, TimeRange range) {}

package dev.lodur.engine;

import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;

/**
 * Asks for the patterns of lines.
 *
 * @param selector LogQL matchers, {@code {app="web"}}; {@code {}} for all streams
 * @param stepSeconds lines are counted in multiples of it, at least 10
 */
public record PatternsRequest(Tenant tenant, String selector, TimeRange range, int stepSeconds) {}

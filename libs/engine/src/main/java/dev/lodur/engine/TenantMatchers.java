package dev.lodur.engine;

import dev.lodur.logql.LabelMatcher;
import java.util.List;

/**
 * A selector over several tenants, taken apart.
 *
 * @param ofTenants which tenants are read
 * @param ofStreams which streams of each, by the labels that they have without the tenant's
 */
record TenantMatchers(StreamSelector ofTenants, List<LabelMatcher> ofStreams) {
    static TenantMatchers of(List<LabelMatcher> matchers) {
        List<LabelMatcher> tenants = matchers.stream()
                .filter(matcher -> matcher.name().equals(TenantLabel.NAME))
                .toList();
        List<LabelMatcher> streams = matchers.stream()
                .filter(matcher -> !matcher.name().equals(TenantLabel.NAME))
                .map(TenantMatchers::atSource)
                .toList();
        return new TenantMatchers(StreamSelector.of(tenants), streams);
    }

    private static LabelMatcher atSource(LabelMatcher matcher) {
        return matcher.name().equals(TenantLabel.ORIGINAL)
                ? new LabelMatcher(TenantLabel.NAME, matcher.type(), matcher.value())
                : matcher;
    }
}

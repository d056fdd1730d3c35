package dev.lodur.config;

/**
 * Whether ingesters find patterns in lines: {@code pattern_ingester}.
 *
 * @param enabled on unless it is switched off, unlike Loki's
 */
public record PatternIngesterConfig(boolean enabled) {
    static PatternIngesterConfig of(Settings settings) {
        return new PatternIngesterConfig(settings.flag("pattern_ingester.enabled"));
    }
}

package dev.lodur.config;

import dev.lodur.model.ByteSize;
import dev.lodur.model.PrometheusDuration;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.RetentionLimits.StreamPeriod;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads what a section of limits says about retention; what it does not set stays as in the limits it starts from. A value
 * that cannot be meant is a problem, and so is one that would silently do nothing: of Lodur's own keys an error, of
 * Loki's a warning, because Loki starts with it.
 */
final class RetentionReader {
    static final String ENABLED = "compactor.retention_enabled";

    /** Less is a forgotten unit, which would remove nearly everything. */
    private static final long BYTES_MIN = 64 << 20;

    private final Settings settings;
    private final String periodKey;
    private final String streamsKey;
    private final String bytesKey;
    private final SelectorCheck selectors;
    private final Problems problems;

    /** @param section of limits, with a dot behind it */
    RetentionReader(Settings settings, String section, SelectorCheck selectors, Problems problems) {
        this.settings = settings;
        this.periodKey = section + "retention_period";
        this.streamsKey = section + "retention_stream";
        this.bytesKey = section + "retention_bytes";
        this.selectors = selectors;
        this.problems = problems;
    }

    RetentionLimits read(RetentionLimits base) {
        RetentionLimits limits = new RetentionLimits(
                settings.isSet(ENABLED) ? settings.flag(ENABLED) : base.enabled(),
                settings.isSet(periodKey) ? settings.duration(periodKey) : base.period(),
                settings.isSet(streamsKey) ? streams() : base.streams(),
                settings.isSet(bytesKey) ? settings.number(bytesKey) : base.bytesMax());
        checkBytes(settings, bytesKey, limits.enabled(), problems);
        if (limits.enabled()) {
            checkPeriod(limits.period());
        } else {
            warnOfIdlePeriods();
        }
        return limits;
    }

    /** Checks a size of what is kept, which stands at that key. */
    static void checkBytes(Settings settings, String key, boolean enabled, Problems problems) {
        long bytes = settings.isSet(key) ? settings.number(key) : 0;
        String is = key + " is " + new ByteSize(Math.max(0, bytes));
        if (bytes > 0 && !enabled) {
            problems.error(
                    settings.where(key),
                    is + ", and nothing would be removed: set " + ENABLED + " to true, or take the size away");
        }
        if (bytes > 0 && bytes < BYTES_MIN) {
            problems.error(
                    settings.where(key),
                    is + ", expected at least " + new ByteSize(BYTES_MIN) + ", or 0 for no bound: a size has a unit,"
                            + " such as 9GB");
        }
    }

    private void checkPeriod(Duration period) {
        if (period.isPositive() && period.compareTo(RetentionLimits.PERIOD_MIN) < 0) {
            problems.error(
                    settings.where(periodKey),
                    periodKey + " is " + text(period) + ", expected at least 24h, or 0 to keep lines for ever");
        }
    }

    private void warnOfIdlePeriods() {
        boolean hasPeriod =
                settings.isSet(periodKey) && settings.duration(periodKey).isPositive();
        boolean hasStreams = settings.isSet(streamsKey) && settings.count(streamsKey) > 0;
        List<String> idle = Stream.of(hasPeriod ? periodKey : "", hasStreams ? streamsKey : "")
                .filter(key -> !key.isEmpty())
                .toList();
        if (!idle.isEmpty()) {
            problems.warn(
                    settings.where(idle.getFirst()),
                    String.join(" and ", idle) + (idle.size() == 1 ? " has" : " have")
                            + " no effect, ALL LINES ARE KEPT" + " FOR EVER: set " + ENABLED
                            + " to true to have old lines removed");
        }
    }

    private List<StreamPeriod> streams() {
        return IntStream.range(0, settings.count(streamsKey))
                .mapToObj(i -> stream(streamsKey + "[" + i + "]"))
                .toList();
    }

    private StreamPeriod stream(String path) {
        Duration period = settings.duration(path + ".period");
        if (period.compareTo(RetentionLimits.PERIOD_MIN) < 0) {
            problems.error(where(path, ".period"), path + ".period is " + text(period) + ", expected at least 24h");
        }
        String selector = settings.text(path + ".selector");
        if (selector.isBlank()) {
            problems.error(
                    where(path, ".selector"),
                    path + ".selector is missing, expected a selector such as {namespace=\"dev\"}");
        } else {
            selectors
                    .problem(selector)
                    .ifPresent(problem -> problems.error(
                            where(path, ".selector"), path + ".selector is '" + selector + "': " + problem));
        }
        return new StreamPeriod(selector, settings.integer(path + ".priority"), period);
    }

    /** Where the key stands, or what is nearest to it. */
    private String where(String path, String key) {
        return Stream.of(path + key, path + ".selector", path + ".period", streamsKey)
                .filter(settings::isSet)
                .map(settings::where)
                .findFirst()
                .orElse("");
    }

    private static String text(Duration period) {
        return PrometheusDuration.format(period.toNanos());
    }
}

package dev.lodur.logql;

import java.util.Locale;

/** The aggregations over a window of log lines, and what each of them asks of the query. */
public enum RangeOperation {
    COUNT_OVER_TIME(Input.LINES, false),
    RATE(Input.EITHER, false),
    BYTES_OVER_TIME(Input.LINES, false),
    BYTES_RATE(Input.LINES, false),
    ABSENT_OVER_TIME(Input.EITHER, false),
    RATE_COUNTER(Input.UNWRAPPED, false),
    SUM_OVER_TIME(Input.UNWRAPPED, false),
    AVG_OVER_TIME(Input.UNWRAPPED, true),
    MAX_OVER_TIME(Input.UNWRAPPED, true),
    MIN_OVER_TIME(Input.UNWRAPPED, true),
    STDDEV_OVER_TIME(Input.UNWRAPPED, true),
    STDVAR_OVER_TIME(Input.UNWRAPPED, true),
    QUANTILE_OVER_TIME(Input.UNWRAPPED, true),
    FIRST_OVER_TIME(Input.UNWRAPPED, true),
    LAST_OVER_TIME(Input.UNWRAPPED, true);

    private enum Input {
        LINES,
        UNWRAPPED,
        EITHER
    }

    private final Input input;
    private final boolean grouping;

    RangeOperation(Input input, boolean grouping) {
        this.input = input;
        this.grouping = grouping;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean allowsGrouping() {
        return grouping;
    }

    boolean allowsUnwrap() {
        return input != Input.LINES;
    }

    boolean needsUnwrap() {
        return input == Input.UNWRAPPED;
    }

    boolean takesParameter() {
        return this == QUANTILE_OVER_TIME;
    }
}

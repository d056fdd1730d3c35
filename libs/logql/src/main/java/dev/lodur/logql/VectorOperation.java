package dev.lodur.logql;

import java.util.Locale;

/** The aggregations that fold the series of a vector. */
public enum VectorOperation {
    SUM,
    AVG,
    COUNT,
    MAX,
    MIN,
    STDDEV,
    STDVAR,
    BOTTOMK,
    TOPK,
    APPROX_TOPK,
    SORT,
    SORT_DESC;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean takesParameter() {
        return this == TOPK || this == BOTTOMK || this == APPROX_TOPK;
    }

    boolean isSort() {
        return this == SORT || this == SORT_DESC;
    }
}

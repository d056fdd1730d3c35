package dev.lodur.lokiapi.read;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/** Failures of queries that clients know by Loki's words. */
public final class QueryErrors {
    private QueryErrors() {}

    /** It took longer than its tenant allows. */
    public static LodurException timedOut() {
        return new LodurException(
                ErrorCode.TIMEOUT,
                "request timed out, decrease the duration of the request or add more label matchers "
                        + "(prefer exact match over regex match) to reduce the amount of data processed");
    }

    /** The tenant's queue is full. */
    public static LodurException queueFull() {
        return new LodurException(ErrorCode.RATE_LIMITED, "too many outstanding requests");
    }

    /** A log query was sent to {@code query}. */
    public static LodurException instantLogQuery() {
        return new LodurException(
                ErrorCode.INVALID_QUERY,
                "log queries are not supported as an instant query type, "
                        + "please change your query to a range query type");
    }

    /** A metric query was sent to {@code /api/prom/query}. */
    public static LodurException legacyMetricQuery(String resultType) {
        return new LodurException(
                ErrorCode.INVALID_QUERY,
                "legacy endpoints only support streams result type, current type is " + resultType);
    }

    /** A metric query was sent to {@code tail}. */
    public static LodurException tailOfMetrics() {
        return new LodurException(ErrorCode.INVALID_QUERY, "only log selector is supported");
    }

    /** A request for a tail that does not want to become a websocket. */
    public static LodurException notAWebSocket() {
        return new LodurException(ErrorCode.INVALID_REQUEST, "Bad Request");
    }

    /** A query of several variants. */
    public static LodurException variantsDisabled() {
        return new LodurException(ErrorCode.UNSUPPORTED_QUERY, "multi variant queries are disabled for this instance");
    }

    /** A metric query has more series than its tenant may ask for. */
    public static LodurException tooManySeries(int seriesMax) {
        return new LodurException(
                ErrorCode.LIMIT_EXCEEDED,
                "maximum number of series (" + seriesMax
                        + ") reached for a single query; consider reducing query cardinality by adding more specific"
                        + " stream selectors, reducing the time range, or aggregating results with functions like"
                        + " sum(), count() or topk()");
    }
}

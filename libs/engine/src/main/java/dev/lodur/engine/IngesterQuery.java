package dev.lodur.engine;

/**
 * One ingester as a querier sees it. Everything that crosses is bytes and small records, so that the ingester may run in
 * this process or behind gRPC.
 *
 * <p>Thread-safe. Failures are {@link dev.lodur.model.LodurException}; {@code UNAVAILABLE} where the ingester does not
 * answer. Calls block: run them on a virtual thread.
 */
public interface IngesterQuery {
    /** The rows that the ingester still holds for a query. The announcements are made before the rows are chosen. */
    SelectReply select(SelectRequest request);

    /** The streams that have rows in the range, with how many. */
    StreamsReply streams(StreamsRequest request);

    /** The patterns of lines that came lately; none from an ingester that mines none. */
    PatternsReply patterns(PatternsRequest request);

    /**
     * The rows of a query that arrive from now on. A row that is not in the answer to a select which was asked after this
     * has returned is in the reply, so the two together miss none; some are in both.
     */
    TailReply tail(TailRequest request);
}

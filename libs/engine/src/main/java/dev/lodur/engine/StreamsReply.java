package dev.lodur.engine;

import java.util.List;

/**
 * The streams of an ingester that a {@link StreamsRequest} asked for, each once.
 *
 * @param announcements as in a select
 * @param streams in no particular order
 */
public record StreamsReply(Announcements announcements, List<StreamSummary> streams) {
    public StreamsReply {
        streams = List.copyOf(streams);
    }
}

package dev.lodur.engine;

import dev.lodur.engine.drain.StreamPatterns;
import java.util.List;

/** The streams of an ingester that a {@link PatternsRequest} asked for with their patterns, each stream once. */
public record PatternsReply(List<StreamPatterns> streams) {
    public PatternsReply {
        streams = List.copyOf(streams);
    }
}

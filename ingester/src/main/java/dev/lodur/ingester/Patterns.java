package dev.lodur.ingester;

import dev.lodur.engine.PatternsReply;
import dev.lodur.engine.PatternsRequest;
import java.util.List;

/** Learns the patterns of lines that were stored. Thread-safe; learning holds nobody up. */
public interface Patterns {
    /** Learns none. */
    Patterns NONE = new Patterns() {
        @Override
        public void stored(byte[] batch) {}

        @Override
        public PatternsReply answer(PatternsRequest request) {
            return new PatternsReply(List.of());
        }
    };

    /** Takes note of a batch, which nobody changes any more. */
    void stored(byte[] batch);

    PatternsReply answer(PatternsRequest request);
}

package dev.lodur.store;

import java.util.List;

/** Where a segment's rows come from. */
public sealed interface Origin {
    /**
     * Flushed by an ingester.
     *
     * @param firstWalSequence the first WAL record whose rows of this tenant and day it holds
     * @param lastWalSequence the last one, included
     */
    record Flushed(GenerationId generation, long firstWalSequence, long lastWalSequence) implements Origin {
        public Flushed {
            if (firstWalSequence < 0 || lastWalSequence < firstWalSequence) {
                throw new IllegalArgumentException("no wal range: " + firstWalSequence + " to " + lastWalSequence);
            }
        }

        public WalRange walRange() {
            return new WalRange(generation.instance(), generation.bootEpoch(), firstWalSequence, lastWalSequence);
        }
    }

    /**
     * Merged from other segments, named by their keys, which are not live any more.
     *
     * @param deletesAppliedMillis no row is in it that a delete request hides which was made until then, in milliseconds
     *     since 1970; 0 where nobody has looked
     */
    record Compacted(List<String> inputs, long deletesAppliedMillis) implements Origin {
        public Compacted {
            inputs = List.copyOf(inputs);
        }

        public Compacted(List<String> inputs) {
            this(inputs, 0);
        }
    }
}

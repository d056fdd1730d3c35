package dev.lodur.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** In which order blocks are read so that a limit is reached early. */
final class CandidateOrder {
    /**
     * A candidate with the number of its first row, which orders rows of equal times: candidates count in the order in
     * which they were given, whatever order they are read in.
     */
    record Ranked(BlockCandidate candidate, long firstSequence) {}

    private CandidateOrder() {}

    /** The candidates that may match, in the order in which they are best read. */
    static List<Ranked> rank(
            Iterable<? extends BlockCandidate> candidates, RowSelector selector, Direction direction, long sequence) {
        List<Ranked> ranked = new ArrayList<>();
        long next = sequence;
        for (BlockCandidate candidate : candidates) {
            if (selector.mayMatch(candidate)) {
                ranked.add(new Ranked(candidate, next));
            }
            next += candidate.rows();
        }
        ranked.sort(Comparator.comparing(Ranked::candidate, order(direction)));
        return ranked;
    }

    private static Comparator<BlockCandidate> order(Direction direction) {
        return direction == Direction.FORWARD
                ? Comparator.comparingLong(BlockCandidate::minTimestampNanos)
                : Comparator.comparingLong(BlockCandidate::maxTimestampNanos).reversed();
    }

    /** The time of the first row that a block can have in a direction. */
    static long firstNanos(BlockCandidate candidate, Direction direction) {
        return direction == Direction.FORWARD ? candidate.minTimestampNanos() : candidate.maxTimestampNanos();
    }
}

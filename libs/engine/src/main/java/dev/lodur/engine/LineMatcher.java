package dev.lodur.engine;

import dev.lodur.model.Lines;

/**
 * One condition on the text of a line. Immutable and thread-safe.
 *
 * <p>Bytes may be read up to {@link Lines#SLACK_BYTES} behind a line's end.
 */
interface LineMatcher {
    /** Whether one line matches. */
    boolean matches(byte[] bytes, int from, int to);

    /** Adds those of the candidates that match to {@code hits}; rows that are hits already need not be looked at. */
    default void find(Lines lines, Selection candidates, Selection hits) {
        byte[] bytes = lines.bytes();
        for (int row = candidates.next(0); row >= 0; row = candidates.next(row + 1)) {
            if (matches(bytes, lines.start(row), lines.end(row))) {
                hits.set(row);
            }
        }
    }

    /** How much a line costs and how few are left, in no unit: cheaper and more selective conditions run first. */
    int cost();
}

package dev.lodur.segment.filter;

import java.util.function.LongConsumer;

/**
 * The parts that stand for a long hex run, so that any {@value #RUN_MIN} digits of it are found wherever in it they stand:
 * of each {@value #WINDOW} parts of {@value #PART_DIGITS} digits that follow each other the one with the smallest hash
 * (its <em>minimizer</em>). A run has one for about every five of its digits, and a piece of it has none that the run lacks.
 *
 * <p>Source: Schleimer, Wilkerson, Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", 2003.
 */
final class HexParts {
    /** Digits of a run that has parts instead of an entry of its own. */
    static final int RUN_MIN = 16;

    private static final int PART_DIGITS = 6;
    private static final int WINDOW = RUN_MIN - PART_DIGITS + 1;

    private HexParts() {}

    /** Gives the entry of each part of a run, neighbours that are the same once; the run has {@link #RUN_MIN} digits at least. */
    static void forEach(byte[] bytes, int from, int length, LongConsumer sink) {
        int parts = length - PART_DIGITS + 1;
        int best = -1;
        long bestHash = 0;
        for (int part = 0; part < parts; part++) {
            long hash = Entries.hexPart(bytes, from + part, PART_DIGITS);
            int before = best;
            if (best < 0 || hash < bestHash) {
                best = part;
                bestHash = hash;
            } else if (best < part - WINDOW + 1) {
                best = smallest(bytes, from, part - WINDOW + 1, part);
                bestHash = Entries.hexPart(bytes, from + best, PART_DIGITS);
            }
            if (part == WINDOW - 1 || (part >= WINDOW && best != before)) {
                sink.accept(Entries.hexEntry(bestHash));
            }
        }
    }

    /** The entry of one part that each run has in which the digits from a place on stand. */
    static long first(byte[] bytes, int from) {
        int best = smallest(bytes, from, 0, WINDOW - 1);
        return Entries.hexEntry(Entries.hexPart(bytes, from + best, PART_DIGITS));
    }

    private static int smallest(byte[] bytes, int from, int first, int last) {
        int best = first;
        for (int part = first + 1; part <= last; part++) {
            if (Entries.hexPart(bytes, from + part, PART_DIGITS) < Entries.hexPart(bytes, from + best, PART_DIGITS)) {
                best = part;
            }
        }
        return best;
    }
}

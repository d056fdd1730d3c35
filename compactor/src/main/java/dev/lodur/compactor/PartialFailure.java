package dev.lodur.compactor;

import dev.lodur.model.LodurException;

/**
 * Tells what concerns one tenant or day, and keeps no other from its turn, from what ends the whole round. Holds no state.
 */
final class PartialFailure {
    private static final System.Logger LOGGER = System.getLogger(PartialFailure.class.getName());

    private PartialFailure() {}

    /**
     * Says in the log what was not done, where others can go on all the same.
     *
     * @param what was not done, in words that the reason follows
     * @throws LodurException the given one, where it concerns the round: a store that does not answer, above all
     */
    static void tellOrThrow(String what, LodurException e) {
        switch (e.code()) {
            // What a limit forbids of one day, such as more streams than an index holds, it forbids of no other.
            case CORRUPT, FORMAT_TOO_NEW, FORMAT_TOO_OLD, CONFLICT, GONE, LIMIT_EXCEEDED ->
                LOGGER.log(System.Logger.Level.WARNING, what + ": " + e.text());
            default -> throw e;
        }
    }
}

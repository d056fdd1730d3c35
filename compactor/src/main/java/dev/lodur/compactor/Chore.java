package dev.lodur.compactor;

/** A kind of work that the compactor does in each round. Called by one thread at a time. */
@FunctionalInterface
interface Chore {
    /**
     * Does what is due.
     *
     * @return whether a catalog has changed by it
     * @throws dev.lodur.model.LodurException where the bucket does not answer; what is wrong with one day is told in the
     *     log instead and keeps no other from its turn
     */
    boolean run(Round round);
}

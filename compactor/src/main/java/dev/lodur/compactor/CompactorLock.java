package dev.lodur.compactor;

/**
 * What lets one compactor work at a time. To hold it is a belief, which may be wrong for a while when a process was
 * paused: no rule about the bucket rests on it alone. Thread-safe.
 */
public interface CompactorLock {
    /** The lock of a process that is alone. */
    CompactorLock ALONE = new CompactorLock() {
        @Override
        public boolean isLeading() {
            return true;
        }

        @Override
        public String leader() {
            return "this process";
        }

        @Override
        public boolean confirm() {
            return true;
        }
    };

    /** Whether this process leads, as last known. */
    boolean isLeading();

    /** How the one who leads calls itself, such as its HTTP address; empty where nobody does. */
    String leader();

    /** Asks whether this process leads at a moment during the call; an {@code UNAVAILABLE} where nobody can tell. */
    boolean confirm();
}

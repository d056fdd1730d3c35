package dev.lodur.ring;

/** What an operator may do with members that are lost. Thread-safe; calls may block. */
public interface RingAdministration {
    /**
     * Takes a member that is not heard from out of the write path; readers go on warning of what it may hold.
     *
     * @throws dev.lodur.model.LodurException {@code NOT_FOUND} where there is none, {@code CONFLICT} where it lives
     */
    void forget(String id);

    /**
     * Takes a member that is not heard from out of the ring for good: nobody warns any more of rows that only it may hold.
     *
     * @throws dev.lodur.model.LodurException as {@link #forget}
     */
    void writeOff(String id);
}

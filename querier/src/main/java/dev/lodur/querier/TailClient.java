package dev.lodur.querier;

import java.time.Duration;

/** Who reads a tail. */
interface TailClient {
    /**
     * Sends a frame and waits until the connection has taken it.
     *
     * @return whether it did within the patience
     * @throws dev.lodur.model.LodurException {@code CANCELLED} where the client has gone
     */
    boolean send(byte[] frameUtf8, Duration patience) throws InterruptedException;

    /** Says why the tail ends, and closes the connection. */
    void close(TailEnd end);
}

package dev.lodur.ring.consul;

import java.time.Duration;

/** Something in Consul that is kept up to date by calls that wait for its next change. */
@FunctionalInterface
public interface Followed {
    /**
     * Waits for a change for as long as {@code wait}, and takes it over. Zero takes over what is there.
     *
     * @throws dev.lodur.model.LodurException {@code UNAVAILABLE} where Consul does not answer; what was known stands
     */
    void follow(Duration wait);
}

package dev.lodur.ring;

/** Hands out the newest picture of the members. Thread-safe; never blocks. */
@FunctionalInterface
public interface Ring {
    RingView view();
}

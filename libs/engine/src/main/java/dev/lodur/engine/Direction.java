package dev.lodur.engine;

/** In which order of time a log query returns entries, and so which of them a limit keeps. */
public enum Direction {
    /** Oldest first; entries of the same time in the order of their arrival. */
    FORWARD,
    /** Newest first: the exact reverse of {@link #FORWARD}. */
    BACKWARD
}

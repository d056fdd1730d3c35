package dev.lodur.engine;

/** In which order of time a log query returns entries, and so which of them a limit keeps. */
public enum Direction {
    /** Oldest first; entries of the same time by the labels of their streams, those of a stream in the order of arrival. */
    FORWARD,
    /** Newest first: the exact reverse of {@link #FORWARD}. */
    BACKWARD
}

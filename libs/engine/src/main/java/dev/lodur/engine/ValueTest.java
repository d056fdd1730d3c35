package dev.lodur.engine;

import org.jspecify.annotations.Nullable;

/** A condition on one label's value. Immutable and thread-safe. */
interface ValueTest {
    /** What becomes of a row. */
    enum Verdict {
        DROP,
        KEEP,
        /** The value cannot be read as what the condition compares: the row stays, marked with an error. */
        FAIL
    }

    /** The verdict on a value; null where the row lacks the label. */
    Verdict test(@Nullable String value);

    /** Whether rows that carry an error already are tested; the others let them pass. */
    default boolean looksAtFailedRows() {
        return false;
    }

    /** Why a value got {@link Verdict#FAIL}. */
    default String failure(String value) {
        throw new IllegalStateException("no failure with " + value);
    }
}

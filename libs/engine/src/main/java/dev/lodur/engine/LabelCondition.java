package dev.lodur.engine;

/** A condition on the labels of rows. Immutable and thread-safe. */
interface LabelCondition {
    /** Adds the candidates that pass to {@code kept}, and marks those whose values cannot be read. */
    void keep(RowBatch batch, Selection candidates, Selection kept);
}

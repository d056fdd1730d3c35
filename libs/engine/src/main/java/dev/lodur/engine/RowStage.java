package dev.lodur.engine;

/** One stage of a pipeline: drops rows of a batch, or gives them labels. Immutable and thread-safe. */
interface RowStage {
    void apply(RowBatch batch);

    /** Whether rows may get labels here, errors included, so that the stage must run where results are made. */
    default boolean derivesLabels() {
        return false;
    }
}

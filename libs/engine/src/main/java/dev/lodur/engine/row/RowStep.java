package dev.lodur.engine.row;

/** One step of a pipeline, with buffers of its own: used by one thread at a time. */
public interface RowStep {
    /** Changes the row; false where the row is dropped. */
    boolean apply(Row row);
}

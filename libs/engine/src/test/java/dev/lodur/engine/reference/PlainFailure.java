package dev.lodur.engine.reference;

/** A query that has no answer. */
public final class PlainFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    PlainFailure(String text) {
        super(text);
    }
}

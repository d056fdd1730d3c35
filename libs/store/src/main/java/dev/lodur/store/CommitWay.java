package dev.lodur.store;

/** How the catalogs of a cluster are replaced, which all its services have to agree on. */
public enum CommitWay {
    /** By the bucket's conditional writes: {@link ConditionalCatalogObjects}. */
    CONDITIONAL_WRITES("conditional-writes"),
    /** By a pointer outside of a bucket without them: {@link PointedCatalogObjects}. */
    POINTER("pointer"),
    /** Without either: right as long as one process writes. */
    ONE_WRITER("one-writer");

    private final String text;

    CommitWay(String text) {
        this.text = text;
    }

    /** As it is stored. */
    String text() {
        return text;
    }
}

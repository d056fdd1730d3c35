package dev.lodur.model;

/** What becomes of lines that a tenant asks to delete: Loki's {@code deletion_mode}. */
public enum DeletionMode {
    /** Requests are refused, and those of before have no effect. */
    DISABLED("disabled"),
    /** Queries do not see the lines any more; they stay stored. */
    FILTER_ONLY("filter-only"),
    /** Queries do not see the lines any more, and they are removed. */
    FILTER_AND_DELETE("filter-and-delete");

    private final String text;

    DeletionMode(String text) {
        this.text = text;
    }

    /** The mode of such a name in a configuration file; {@link ErrorCode#INVALID_REQUEST} where there is none. */
    public static DeletionMode parse(String text) {
        for (DeletionMode mode : values()) {
            if (mode.text.equals(text)) {
                return mode;
            }
        }
        throw new LodurException(
                ErrorCode.INVALID_REQUEST,
                "deletion_mode is '" + text + "', expected disabled, filter-only or filter-and-delete");
    }

    /** Its name in a configuration file. */
    public String text() {
        return text;
    }

    public boolean hidesLines() {
        return this != DISABLED;
    }

    public boolean removesLines() {
        return this == FILTER_AND_DELETE;
    }
}

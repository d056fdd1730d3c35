package dev.lodur.engine.template;

/** Go's integer types that occur in templates. */
enum WholeType {
    INT("int"),
    INT64("int64"),
    UINT8("uint8"),
    DURATION("time.Duration"),
    MONTH("time.Month"),
    WEEKDAY("time.Weekday");

    private final String typeName;

    WholeType(String typeName) {
        this.typeName = typeName;
    }

    String typeName() {
        return typeName;
    }
}

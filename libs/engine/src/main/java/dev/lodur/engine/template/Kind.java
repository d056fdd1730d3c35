package dev.lodur.engine.template;

/** The type of a function's parameter. */
enum Kind {
    STRING("string"),
    INT("int"),
    INT64("int64"),
    DURATION("time.Duration"),
    FLOAT("float64"),
    TIME("time.Time"),
    /** Any value, nil too. */
    ANY("interface {}");

    private final String typeName;

    Kind(String typeName) {
        this.typeName = typeName;
    }

    String typeName() {
        return typeName;
    }

    /** Whether Go assigns the value to a parameter of this type as it is. */
    boolean takes(Value value) {
        return this == ANY || typeName.equals(value.typeName());
    }
}

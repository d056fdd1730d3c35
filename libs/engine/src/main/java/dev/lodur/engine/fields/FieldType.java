package dev.lodur.engine.fields;

import dev.lodur.model.GoDuration;
import dev.lodur.model.GoFloat;
import dev.lodur.model.HumanBytes;
import java.util.Locale;

/** What kind of value a field has. */
public enum FieldType {
    INT,
    FLOAT,
    BOOLEAN,
    DURATION,
    BYTES,
    STRING;

    /** The narrowest kind that a value is of. */
    static FieldType of(String value) {
        if (isInteger(value)) {
            return INT;
        }
        if (GoFloat.parse(value).isPresent()) {
            return FLOAT;
        }
        if (isBoolean(value)) {
            return BOOLEAN;
        }
        if (GoDuration.parse(value).failure() == null) {
            return DURATION;
        }
        return HumanBytes.parse(value).failure() == null ? BYTES : STRING;
    }

    private static boolean isInteger(String value) {
        // Java reads the digits of every script.
        if (value.chars().anyMatch(c -> c > 'z')) {
            return false;
        }
        try {
            Long.parseLong(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Words that Go reads as such; 0 and 1 are numbers before. */
    private static boolean isBoolean(String value) {
        return switch (value) {
            case "t", "T", "true", "TRUE", "True", "f", "F", "false", "FALSE", "False" -> true;
            default -> false;
        };
    }

    /** The name in answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

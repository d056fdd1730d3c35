package dev.lodur.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration file.
 *
 * @param path the names from the top, joined by dots; {@code []} behind a list, {@code *} for any name
 * @param choices the allowed texts of a {@link Kind#CHOICE}
 * @param defaultValue the value where nobody sets the key
 * @param unsetMatters whether not setting the key is more than setting it to the default
 * @param flag the name of its flag without the dash; null where none can set it
 * @param replacedBy the key that takes the value over
 * @param note what a person should know
 */
record KeySpec(
        String path,
        String name,
        Kind kind,
        List<String> choices,
        Object defaultValue,
        boolean unsetMatters,
        KeyState state,
        @Nullable String flag,
        @Nullable String replacedBy,
        String note) {

    KeySpec {
        choices = List.copyOf(choices);
    }

    /** Whether the key has one place and one text, so that a property or a variable can set it. */
    boolean isProperty() {
        return kind.isScalar() && !path.contains("[]") && !path.contains(KeyNode.ANY_NAME);
    }

    /** Reads a value; a text that does not fit is an {@link IllegalArgumentException} that names it and its place. */
    Object parse(String text, String shownPath) {
        if (kind == Kind.CHOICE && !choices.contains(text)) {
            throw new IllegalArgumentException(
                    shownPath + " is \"" + text + "\", expected one of " + String.join(", ", choices));
        }
        try {
            return kind.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    shownPath + " is \"" + text + "\", expected " + kind.expected() + ": " + e.getMessage(), e);
        }
    }
}

package dev.lodur.engine.row;

import java.nio.charset.StandardCharsets;

/** Makes names of labels out of the keys of parsed text: letters, digits and underscores of ASCII. */
public final class LabelNames {
    /** What a parsed name gets where the stream or the structured metadata has the name. */
    public static final String TAKEN_SUFFIX = "_extracted";

    private LabelNames() {}

    /** The name that a key becomes; empty where the key is blank. */
    static String of(byte[] bytes, int from, int to) {
        return append("", new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    /** The name of a key inside an object whose own name is the prefix. */
    static String nested(String prefix, byte[] bytes, int from, int to) {
        return append(prefix + "_", new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private static String append(String prefix, String key) {
        String trimmed = key.strip();
        StringBuilder name = new StringBuilder(prefix);
        if (prefix.isEmpty() && !trimmed.isEmpty() && isDigit(trimmed.charAt(0))) {
            name.append('_');
        }
        for (int i = 0; i < trimmed.length(); ) {
            int c = trimmed.codePointAt(i);
            name.append(isNamePart(c) ? (char) c : '_');
            i += Character.charCount(c);
        }
        return name.toString();
    }

    private static boolean isNamePart(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || isDigit(c);
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}

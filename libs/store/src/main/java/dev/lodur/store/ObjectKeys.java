package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/**
 * The rule for keys, narrow enough to hold in every bucket and in a folder.
 *
 * <pre>
 * key  := part ( "/" part )*          1 to 900 bytes
 * part := char+                       1 to 240 bytes, neither "." nor "..", the first not ".lodur"
 * char := letter | digit | one of ! - _ . * ' ( )
 * </pre>
 */
public final class ObjectKeys {
    static final String RESERVED_PART = ".lodur";

    private static final int KEY_BYTES_MAX = 900;
    private static final int PART_BYTES_MAX = 240;
    private static final String PUNCTUATION = "!-_.*'()";

    private ObjectKeys() {}

    /** Returns the key, or throws {@link ErrorCode#INVALID_REQUEST}. */
    public static String check(String key) {
        if (key.isEmpty() || key.length() > KEY_BYTES_MAX) {
            throw invalid(key, "has " + key.length() + " bytes, allowed are 1 to " + KEY_BYTES_MAX);
        }
        int start = 0;
        while (start <= key.length()) {
            int slash = key.indexOf('/', start);
            int end = slash < 0 ? key.length() : slash;
            checkPart(key, start, key.substring(start, end));
            start = end + 1;
        }
        return key;
    }

    private static void checkPart(String key, int start, String part) {
        if (part.isEmpty() || part.equals(".") || part.equals("..")) {
            throw invalid(key, "has the part '" + part + "'");
        }
        if (part.length() > PART_BYTES_MAX) {
            throw invalid(key, "has a part of " + part.length() + " bytes, allowed are " + PART_BYTES_MAX);
        }
        if (start == 0 && part.equals(RESERVED_PART)) {
            throw invalid(key, "begins with the reserved part '" + part + "'");
        }
        checkCharacters(key, part);
    }

    /** Throws {@link ErrorCode#INVALID_REQUEST} where the text holds a character that no key may hold. */
    static void checkCharacters(String key, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                throw invalid(key, "has the character '" + text.charAt(i) + "'");
            }
        }
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || PUNCTUATION.indexOf(c) >= 0;
    }

    private static LodurException invalid(String key, String what) {
        return new LodurException(ErrorCode.INVALID_REQUEST, "object key '" + key + "' " + what);
    }
}

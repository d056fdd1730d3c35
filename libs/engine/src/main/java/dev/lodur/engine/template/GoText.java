package dev.lodur.engine.template;

import dev.lodur.model.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Locale;

/** Texts as Go sees them: sequences of bytes in UTF-8 that are read as code points. */
final class GoText {
    /** The order of the bytes in UTF-8, which is that of the code points. */
    static final Comparator<String> ORDER = GoText::compare;

    private GoText() {}

    static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // Surrogates stand for code points above all that a single char can be.
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b)) : a - b;
            }
        }
        return left.length() - right.length();
    }

    static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The first so many code points, or all where there are fewer. */
    static String firstCharacters(String text, int count) {
        return text.length() <= count || characters(text) <= count
                ? text
                : text.substring(0, text.offsetByCodePoints(0, count));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** How many bytes a text has. */
    static int byteLength(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // A surrogate pair has four bytes, two for each half.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }

    /** The text of a range of bytes, with what is no UTF-8 replaced byte by byte. */
    static String text(byte[] bytes, int start, int end) {
        if (Utf8.firstInvalid(bytes, start, end) == end) {
            return new String(bytes, start, end - start, StandardCharsets.UTF_8);
        }
        byte[] repaired = new byte[3 * (end - start)];
        int length = Utf8.repair(bytes, start, end, repaired, 0);
        return new String(repaired, 0, length, StandardCharsets.UTF_8);
    }

    /** A code point as Go's {@code %#U} prints it: {@code U+0041 'A'}. */
    static String unicodeName(int codePoint) {
        String number = String.format(Locale.ROOT, "U+%04X", codePoint);
        boolean printable = GoChars.isPrintable(codePoint);
        return printable ? number + " '" + Character.toString(codePoint) + "'" : number;
    }
}

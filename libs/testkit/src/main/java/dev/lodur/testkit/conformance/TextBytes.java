package dev.lodur.testkit.conformance;

import java.io.ByteArrayOutputStream;

/**
 * Bytes of a text that may hold lone surrogates, by which the suite writes down bytes that are not UTF-8.
 *
 * <p>Where raw bytes are wanted, U+DC80 to U+DCFF stand for the bytes 0x80 to 0xFF; any other lone surrogate becomes the
 * three bytes that UTF-8 would give it if it were allowed.
 */
final class TextBytes {
    private TextBytes() {}

    static byte[] of(String text, boolean rawBytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            if (rawBytes && codePoint >= 0xdc80 && codePoint <= 0xdcff) {
                out.write(codePoint - 0xdc00);
            } else {
                append(out, codePoint);
            }
            i += Character.charCount(codePoint);
        }
        return out.toByteArray();
    }

    private static void append(ByteArrayOutputStream out, int codePoint) {
        if (codePoint < 0x80) {
            out.write(codePoint);
        } else if (codePoint < 0x800) {
            out.write(0xc0 | (codePoint >> 6));
            out.write(0x80 | (codePoint & 0x3f));
        } else if (codePoint < 0x10000) {
            out.write(0xe0 | (codePoint >> 12));
            out.write(0x80 | ((codePoint >> 6) & 0x3f));
            out.write(0x80 | (codePoint & 0x3f));
        } else {
            out.write(0xf0 | (codePoint >> 18));
            out.write(0x80 | ((codePoint >> 12) & 0x3f));
            out.write(0x80 | ((codePoint >> 6) & 0x3f));
            out.write(0x80 | (codePoint & 0x3f));
        }
    }
}

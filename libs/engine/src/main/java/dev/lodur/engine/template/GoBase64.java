package dev.lodur.engine.template;

import java.io.ByteArrayOutputStream;

/** Reads Base64 as Go does, which skips line breaks and says where a text is wrong. */
final class GoBase64 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int QUANTUM = 4;

    private GoBase64() {}

    /** The text, or what is wrong with it. */
    static String decode(String encoded) {
        byte[] input = GoText.bytes(encoded);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        int bits = 0;
        int digits = 0;
        while (at < input.length) {
            int c = input[at];
            if (c == '=') {
                return ended(input, at, digits, bits, out);
            }
            int digit = c > 0 ? ALPHABET.indexOf(c) : -1;
            if (digit >= 0) {
                bits = (bits << 6) | digit;
                digits++;
            } else if (c != '\n' && c != '\r') {
                return wrongAt(at);
            }
            at++;
            if (digits == QUANTUM) {
                out.write(bits >> 16);
                out.write(bits >> 8);
                out.write(bits);
                digits = 0;
            }
        }
        return digits == 0 ? text(out) : wrongAt(input.length - digits);
    }

    /** Reads the padding: what is missing from the last four characters, and nothing after it. */
    private static String ended(byte[] input, int start, int digits, int bits, ByteArrayOutputStream out) {
        if (digits < 2) {
            return wrongAt(start);
        }
        int at = afterBreaks(input, start + 1);
        if (digits == 2) {
            if (at == input.length) {
                return wrongAt(input.length);
            }
            if (input[at] != '=') {
                return wrongAt(at);
            }
            at = afterBreaks(input, at + 1);
        }
        if (at < input.length) {
            return wrongAt(at);
        }
        int all = bits << (6 * (QUANTUM - digits));
        out.write(all >> 16);
        if (digits == 3) {
            out.write(all >> 8);
        }
        return text(out);
    }

    private static int afterBreaks(byte[] input, int from) {
        int at = from;
        while (at < input.length && (input[at] == '\n' || input[at] == '\r')) {
            at++;
        }
        return at;
    }

    private static String wrongAt(int at) {
        return "illegal base64 data at input byte " + at;
    }

    private static String text(ByteArrayOutputStream out) {
        return GoText.text(out.toByteArray(), 0, out.size());
    }
}

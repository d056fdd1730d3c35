package dev.lodur.logql;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Strings in quotes: {@code "..."} with Go's escapes, {@code `...`} as they are. {@code '...'} is Go's literal for one
 * character; LogQL has no use for it, but errors in it are told apart.
 */
final class QuotedText {
    private QuotedText() {}

    /** Reads a literal with its quotes and checks its escapes. */
    static String scan(CharReader in, int quote, ErrorSink errors) {
        int start = in.index();
        in.next();
        int length = 0;
        boolean raw = quote == '`';
        while (in.peek() != quote) {
            int c = in.peek();
            if (c == CharReader.END || (c == '\n' && !raw)) {
                throw errors.error("literal not terminated");
            }
            in.next();
            if (c == '\\' && !raw) {
                scanEscape(in, quote, errors);
            }
            length++;
        }
        in.next();
        if (quote == '\'' && length != 1) {
            throw errors.error("invalid char literal");
        }
        return in.from(start);
    }

    private static void scanEscape(CharReader in, int quote, ErrorSink errors) {
        int c = in.peek();
        if (c == quote || (c != CharReader.END && "abfnrtv\\".indexOf(c) >= 0)) {
            in.next();
        } else if (isDigit(c, 8)) {
            scanDigits(in, 3, 8, errors);
        } else if (c == 'x' || c == 'u' || c == 'U') {
            in.next();
            scanDigits(in, hexDigits(c), 16, errors);
        } else {
            throw errors.error("invalid char escape");
        }
    }

    private static void scanDigits(CharReader in, int count, int base, ErrorSink errors) {
        for (int i = 0; i < count; i++) {
            if (!isDigit(in.peek(), base)) {
                throw errors.error("invalid char escape");
            }
            in.next();
        }
    }

    private static boolean isDigit(int c, int base) {
        return c >= 0 && c < 128 && Character.digit(c, base) >= 0;
    }

    private static int hexDigits(int c) {
        return switch (c) {
            case 'x' -> 2;
            case 'u' -> 4;
            default -> 8;
        };
    }

    /** The text that a scanned literal stands for; it must be valid UTF-8 after {@code \x} and octal escapes. */
    static String unquote(String literal, ErrorSink errors) {
        String body = literal.substring(1, literal.length() - 1);
        if (literal.charAt(0) == '`' || body.indexOf('\\') < 0) {
            return body;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length());
        int i = 0;
        while (i < body.length()) {
            int c = body.codePointAt(i);
            if (c == '\\') {
                i = unescape(body, i + 1, out, errors);
            } else {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(c);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw errors.error("invalid UTF-8 encoding");
        }
    }

    /** Writes the character of an escape and returns the index after it. */
    private static int unescape(String body, int i, ByteArrayOutputStream out, ErrorSink errors) {
        char c = body.charAt(i);
        if (isDigit(c, 8)) {
            int value = Integer.parseInt(body.substring(i, i + 3), 8);
            if (value > 0xff) {
                throw errors.error("invalid syntax");
            }
            out.write(value);
            return i + 3;
        }
        if (c != 'x' && c != 'u' && c != 'U') {
            out.write(simple(c));
            return i + 1;
        }
        int end = i + 1 + hexDigits(c);
        long value = Long.parseLong(body.substring(i + 1, end), 16);
        if (c == 'x') {
            out.write((int) value);
        } else if (value > Character.MAX_CODE_POINT || (value >= 0xd800 && value < 0xe000)) {
            throw errors.error("invalid syntax");
        } else {
            out.writeBytes(Character.toString((int) value).getBytes(StandardCharsets.UTF_8));
        }
        return end;
    }

    private static int simple(char c) {
        return switch (c) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            default -> c;
        };
    }
}

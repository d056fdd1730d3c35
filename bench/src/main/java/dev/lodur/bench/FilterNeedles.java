package dev.lodur.bench;

import dev.lodur.model.Lines;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Texts cut from lines as people look for them, by class. Not thread-safe. */
final class FilterNeedles {
    /** What is cut. */
    enum Kind {
        BARE_HEX("bare hex id of 16 and more"),
        BARE_UUID("bare UUID"),
        BARE_TOKEN("bare token of 8 and more"),
        LEFT("token and the character before it"),
        BOTH("token and the characters around it"),
        LONG("random, 25 to 60"),
        MIDDLE("random, 13 to 24"),
        SHORT("random, 6 to 12");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    private static final int TRIES_MAX = 20_000;
    private static final int UUID_BYTES = 36;
    private static final int HEX_BYTES_MIN = 16;
    private static final int TOKEN_BYTES_MIN = 8;

    private final Lines lines;
    private final Random random;

    FilterNeedles(Lines lines, Random random) {
        this.lines = lines;
        this.random = random;
    }

    /** A needle from some line; null where no line has one of the kind. */
    byte @Nullable [] next(Kind kind) {
        for (int i = 0; i < TRIES_MAX; i++) {
            int row = random.nextInt(lines.count());
            byte[] line = Arrays.copyOfRange(lines.bytes(), lines.start(row), lines.start(row) + lines.length(row));
            byte[] needle = line.length == 0 ? null : cut(kind, line);
            if (needle != null) {
                return needle;
            }
        }
        return null;
    }

    private byte @Nullable [] cut(Kind kind, byte[] line) {
        return switch (kind) {
            case LONG -> piece(line, 25, 60);
            case MIDDLE -> piece(line, 13, 24);
            case SHORT -> piece(line, 6, 12);
            case BARE_HEX, BARE_UUID, BARE_TOKEN, LEFT, BOTH -> token(kind, line);
        };
    }

    private byte @Nullable [] piece(byte[] line, int least, int most) {
        int length = least + random.nextInt(most - least + 1);
        if (line.length < length) {
            return null;
        }
        int from = random.nextInt(line.length - length + 1);
        return Arrays.copyOfRange(line, from, from + length);
    }

    private byte @Nullable [] token(Kind kind, byte[] line) {
        int at = random.nextInt(line.length);
        int from = at;
        int to = at;
        while (from > 0 && isPart(kind, line[from - 1])) {
            from--;
        }
        while (to < line.length && isPart(kind, line[to])) {
            to++;
        }
        boolean fits = switch (kind) {
            case BARE_HEX -> to - from >= HEX_BYTES_MIN && isHexId(line, from, to);
            case BARE_UUID -> to - from == UUID_BYTES && line[from + 8] == '-';
            case BARE_TOKEN -> to - from >= TOKEN_BYTES_MIN;
            case LEFT -> to - from >= TOKEN_BYTES_MIN && from > 0;
            case BOTH, LONG, MIDDLE, SHORT -> to - from >= TOKEN_BYTES_MIN && from > 0 && to < line.length;
        };
        int before = kind == Kind.LEFT || kind == Kind.BOTH ? 1 : 0;
        int behind = kind == Kind.BOTH ? 1 : 0;
        return fits ? Arrays.copyOfRange(line, from - before, to + behind) : null;
    }

    private static boolean isPart(Kind kind, byte b) {
        return b < 0 || b == '_' || Character.isLetterOrDigit(b) || (kind == Kind.BARE_UUID && b == '-');
    }

    private static boolean isHexId(byte[] line, int from, int to) {
        boolean digit = false;
        for (int i = from; i < to; i++) {
            if (line[i] < 0 || Character.digit(line[i], 16) < 0) {
                return false;
            }
            digit |= line[i] <= '9';
        }
        return digit;
    }
}

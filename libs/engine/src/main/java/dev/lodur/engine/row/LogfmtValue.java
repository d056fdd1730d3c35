package dev.lodur.engine.row;

/** The meaning of a value that {@link LogfmtScanner} has found: escapes resolved; nothing where it is no text. */
final class LogfmtValue {
    private static final byte[] NOTHING = new byte[0];

    private final ValueText text = new ValueText();

    /** Works the value out; false where an escape is wrong. */
    boolean read(Row row, byte[] bytes, LogfmtScanner scanner) {
        int from = scanner.valueFrom();
        int to = scanner.valueTo();
        if (scanner.isEscaped()) {
            byte[] arena = row.reserve(to - from);
            int start = row.arenaEnd();
            int end = JsonText.unescape(bytes, from, to, arena, start);
            if (end < 0) {
                return false;
            }
            row.keep(end);
            text.set(arena, start, end);
        } else {
            text.set(bytes, from, to);
        }
        if (text.firstUnknown() != text.to()) {
            text.set(NOTHING, 0, 0);
        }
        return true;
    }

    byte[] bytes() {
        return text.bytes();
    }

    int from() {
        return text.from();
    }

    int to() {
        return text.to();
    }

    boolean isEmpty() {
        return text.from() == text.to();
    }
}

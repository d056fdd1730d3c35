package dev.lodur.engine.row;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;

/** {@code | decolorize}: takes ANSI escape sequences, as terminals know them (ECMA-48), out of the line. */
public final class DecolorizeStep implements RowStep {
    private static final byte ESCAPE = 0x1b;
    private static final Pattern SEQUENCE =
            Pattern.compile("[\\x{1b}\\x{9b}][\\[\\]()#;?]*(?:(?:(?:[a-zA-Z\\d]*(?:;[a-zA-Z\\d]*)*)?\\x07)"
                    + "|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PRZcf-ntqry=><~]))");

    @Override
    public boolean apply(Row row) {
        if (!mayHaveSequence(row.line(), row.lineFrom(), row.lineTo())) {
            return true;
        }
        byte[] line = Arrays.copyOfRange(row.line(), row.lineFrom(), row.lineTo());
        byte[] plain = new byte[line.length];
        int length = 0;
        int at = 0;
        Matcher matcher = SEQUENCE.matcher(line);
        while (matcher.find()) {
            System.arraycopy(line, at, plain, length, matcher.start() - at);
            length += matcher.start() - at;
            at = matcher.end();
        }
        System.arraycopy(line, at, plain, length, line.length - at);
        row.setLine(plain, 0, length + line.length - at);
        return true;
    }

    /** The escape character, or U+009B in UTF-8. */
    private static boolean mayHaveSequence(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            boolean control = bytes[at] == (byte) 0xc2 && at + 1 < to && bytes[at + 1] == (byte) 0x9b;
            if (bytes[at] == ESCAPE || control) {
                return true;
            }
        }
        return false;
    }
}

package dev.lodur.engine.row;

import dev.lodur.logql.LinePattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code | pattern "<ip> - <_>"}: what stands between the literal texts becomes labels. A line that has not all of the
 * texts gives what comes before the missing one, its last label reaching to the line's end.
 */
public final class PatternStep implements RowStep {
    /** A capture and the text behind it, which is empty at the end of the pattern. */
    private record Capture(String name, String takenName, boolean named, byte[] textBehind) {}

    private final ParserHints hints;
    private final byte[] begin;
    private final Capture[] captures;

    public PatternStep(ParserHints hints, LinePattern pattern) {
        this.hints = hints;
        List<LinePattern.Part> parts = pattern.parts();
        boolean beginsWithText = parts.getFirst() instanceof LinePattern.Literal;
        this.begin = beginsWithText ? bytes(parts.getFirst()) : new byte[0];
        List<Capture> made = new ArrayList<>();
        for (int i = beginsWithText ? 1 : 0; i < parts.size(); i += 2) {
            byte[] behind = i + 1 < parts.size() ? bytes(parts.get(i + 1)) : new byte[0];
            if (parts.get(i) instanceof LinePattern.Capture capture) {
                made.add(new Capture(
                        capture.name(), capture.name() + LabelNames.TAKEN_SUFFIX, capture.isNamed(), behind));
            }
        }
        this.captures = made.toArray(Capture[]::new);
    }

    private static byte[] bytes(LinePattern.Part part) {
        return switch (part) {
            case LinePattern.Literal(String text) -> text.getBytes(StandardCharsets.UTF_8);
            case LinePattern.Capture capture -> throw new IllegalArgumentException("no text: " + capture);
        };
    }

    @Override
    public boolean apply(Row row) {
        byte[] line = row.line();
        int at = row.lineFrom();
        int to = row.lineTo();
        if (hints.wantsNothing() || at == to || !startsWith(line, at, to, begin)) {
            return true;
        }
        at += begin.length;
        for (Capture capture : captures) {
            byte[] behind = capture.textBehind();
            int end = behind.length == 0 ? -1 : indexOf(line, at, to, behind);
            if (capture.named() && hints.wants(capture.name())) {
                String name = row.isTaken(capture.name()) ? capture.takenName() : capture.name();
                row.extract(name, line, at, end < 0 ? to : end);
            }
            if (end < 0) {
                return true;
            }
            at = end + behind.length;
        }
        return true;
    }

    private static boolean startsWith(byte[] line, int from, int to, byte[] text) {
        return to - from >= text.length && JsonText.is(line, from, from + text.length, text);
    }

    private static int indexOf(byte[] line, int from, int to, byte[] text) {
        byte first = text[0];
        for (int at = from; at <= to - text.length; at++) {
            if (line[at] == first && JsonText.is(line, at, at + text.length, text)) {
                return at;
            }
        }
        return -1;
    }
}

package dev.lodur.engine.row;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code | unpack}: takes back what the client's pack stage did. The texts of the line's object become labels and its
 * {@code _entry} the line; an object without an {@code _entry} is left alone.
 */
public final class UnpackStep implements RowStep {
    private static final byte[] ENTRY = "_entry".getBytes(StandardCharsets.US_ASCII);

    /** A label to be made once it is known that the line is packed. */
    private record Found(KeyTable.Key key, byte[] bytes, int from, int to) {}

    private final ParserHints hints;
    private final KeyTable keys;
    private final JsonObjectReader reader = new JsonObjectReader();
    private final ValueText text = new ValueText();
    private final List<Found> found = new ArrayList<>();
    private boolean packed;

    public UnpackStep(ParserHints hints) {
        this.hints = hints;
        this.keys = new KeyTable(hints);
    }

    @Override
    public boolean apply(Row row) {
        byte[] line = row.line();
        int from = row.lineFrom();
        int to = row.lineTo();
        if (hints.wantsNothing() || from == to) {
            return true;
        }
        if (line[from] != '{') {
            row.failToParse(JsonErrors.CODE, JsonErrors.NO_OBJECT);
            return true;
        }
        found.clear();
        packed = false;
        boolean whole = reader.walk(
                line,
                from,
                to,
                (bytes, key, keyFrom, keyTo, value) -> property(row, bytes, key, keyFrom, keyTo, value));
        if (!whole) {
            row.setLine(line, from, to);
            row.failToParse(JsonErrors.CODE, reader.failure());
        } else if (packed) {
            found.forEach(label -> row.extract(label.key(), label.bytes(), label.from(), label.to()));
        }
        return true;
    }

    private boolean property(Row row, byte[] bytes, byte[] key, int keyFrom, int keyTo, JsonValue value) {
        if (value.kind() != JsonValue.Kind.STRING) {
            return true;
        }
        text.unescape(row, bytes, value.from(), value.to());
        if (JsonText.is(key, keyFrom, keyTo, ENTRY)) {
            packed = true;
            row.setLine(text.bytes(), text.from(), text.to());
        } else {
            found.add(new Found(keys.find(keys.root(), key, keyFrom, keyTo), text.bytes(), text.from(), text.to()));
        }
        return true;
    }
}

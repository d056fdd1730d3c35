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

    /** A label to be made once it is known that the line is packed. Used for line after line. */
    private static final class Found {
        private KeyTable.Key key;
        private byte[] bytes = ENTRY;
        private int from;
        private int to;

        Found(KeyTable.Key key) {
            this.key = key;
        }

        void set(KeyTable.Key foundKey, ValueText value) {
            key = foundKey;
            bytes = value.bytes();
            from = value.from();
            to = value.to();
        }
    }

    private final ParserHints hints;
    private final KeyTable keys;
    private final JsonObjectReader reader = new JsonObjectReader();
    private final ValueText text = new ValueText();
    private final JsonObjectReader.Visitor visitor = this::property;
    private final List<Found> found = new ArrayList<>();
    private int foundCount;
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
        foundCount = 0;
        packed = false;
        if (!reader.walk(row, line, from, to, visitor)) {
            row.setLine(line, from, to);
            row.failToParse(JsonErrors.CODE, reader.failure());
        } else if (packed) {
            for (int i = 0; i < foundCount; i++) {
                Found label = found.get(i);
                row.extract(label.key, label.bytes, label.from, label.to);
            }
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
            if (foundCount == found.size()) {
                found.add(new Found(keys.root()));
            }
            found.get(foundCount++).set(keys.find(keys.root(), key, keyFrom, keyTo), text);
        }
        return true;
    }
}

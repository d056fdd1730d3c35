package dev.lodur.lokiapi.push;

/**
 * Writes labels as the text in which streams name them, so that every wire form goes through the same parser and cache:
 * sorted, the last of equal names, in double quotes.
 */
final class LabelText {
    private final ByteSink text = new ByteSink(512);

    /** The pairs are sorted; the text stays valid until the next call. */
    void write(PairBuffer labels) {
        labels.sort();
        labels.dropDuplicateNames();
        text.clear();
        text.add('{');
        for (int pair = 0; pair < labels.count(); pair++) {
            if (pair > 0) {
                text.add(',');
                text.add(' ');
            }
            text.add(labels.bytes(), labels.nameOffset(pair), labels.nameLength(pair));
            text.add('=');
            quote(labels.bytes(), labels.valueOffset(pair), labels.valueLength(pair));
        }
        text.add('}');
    }

    private void quote(byte[] bytes, int offset, int length) {
        text.add('"');
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            if (b == '"' || b == '\\') {
                text.add('\\');
                text.add(b);
            } else if (b == '\n') {
                text.add('\\');
                text.add('n');
            } else {
                text.add(b);
            }
        }
        text.add('"');
    }

    byte[] bytes() {
        return text.bytes();
    }

    int length() {
        return text.size();
    }
}

package dev.lodur.segment.filter;

import dev.lodur.model.PackedLabels;

/**
 * Finds the entries of lines and metadata. Not thread-safe.
 *
 * <p>Of a line: each token ({@link TokenScanner}) of 3 to 8 bytes, of a longer one its first eight and its last eight
 * bytes; each run of at least 12 hex digits, one of them decimal, instead of those of a token that is nothing else, one of
 * 16 or more by its parts ({@link HexParts}); each
 * 36 characters that have the form of a UUID. Tokens of up to 4 decimal digits, and of 4 hex digits one of which is
 * decimal, are left out: each granule has too many of them. Of metadata: each key with its value.
 */
final class LineEntries {
    /** Takes what is found. */
    interface Sink {
        void entry(long hash);

        /** A hex run, whose entries come as well. */
        void hexLength(int length);
    }

    private final Sink sink;
    private final TokenScanner tokens;
    private boolean backslash;

    LineEntries(Sink sink) {
        this.sink = sink;
        this.tokens = new TokenScanner(this::addHexRun);
    }

    private void addHexRun(byte[] line, int from, int length) {
        sink.hexLength(length);
        if (length < HexParts.RUN_MIN) {
            sink.entry(Entries.hexRun(line, from, length));
        } else {
            HexParts.forEach(line, from, length, sink::entry);
        }
    }

    void addLine(byte[] line, int from, int to) {
        tokens.begin(line, from, to);
        int before = from;
        while (tokens.next()) {
            between(line, from, before, tokens.tokenFrom(), to);
            addToken();
            before = tokens.tokenTo();
        }
        between(line, from, before, to, to);
    }

    private void addToken() {
        if (tokens.length() <= Entries.WORD_BYTES) {
            if (!tokens.isSkipped()) {
                sink.entry(Entries.word(tokens.last()));
            }
        } else if (!tokens.isHexRun()) {
            sink.entry(Entries.word(tokens.first()));
            sink.entry(Entries.word(tokens.last()));
        }
    }

    /** Looks at what stands between two tokens. */
    private void between(byte[] line, int lineFrom, int from, int to, int lineTo) {
        for (int at = from; at < to; at++) {
            byte b = line[at];
            if (b == '-') {
                int start = at - Entries.UUID_FIRST_DASH;
                if (start >= lineFrom && start + Entries.UUID_BYTES <= lineTo && Entries.isUuid(line, start)) {
                    sink.entry(Entries.uuid(line, start));
                }
            } else if (b == '\\') {
                backslash = true;
            }
        }
    }

    void addMetadata(byte[] packed, int offset, int length) {
        int pair = PackedLabels.first(offset);
        for (int left = PackedLabels.count(packed, offset, length); left > 0; left--) {
            sink.entry(Entries.metadata(
                    packed,
                    PackedLabels.nameOffset(pair),
                    PackedLabels.nameLength(packed, pair),
                    packed,
                    PackedLabels.valueOffset(packed, pair),
                    PackedLabels.valueLength(packed, pair)));
            pair = PackedLabels.next(packed, pair);
        }
    }

    /** Whether a line since the last call had a backslash or a replacement character. */
    boolean takeRewritten() {
        boolean found = tokens.takeReplacement() || backslash;
        backslash = false;
        return found;
    }
}

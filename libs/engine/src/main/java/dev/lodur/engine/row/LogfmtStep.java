package dev.lodur.engine.row;

/**
 * {@code | logfmt [--strict] [--keep-empty]}: every pair of the line becomes a label. Pairs that are wrong are left out, or
 * with {@code --strict} end the reading with an error; empty values make no label unless they are to be kept.
 */
public final class LogfmtStep implements RowStep {
    static final String ERROR = "LogfmtParserErr";

    private final ParserHints hints;
    private final boolean strict;
    private final boolean keepEmpty;
    private final KeyTable keys;
    private final LogfmtScanner scanner = new LogfmtScanner();
    private final LogfmtValue value = new LogfmtValue();

    public LogfmtStep(ParserHints hints, boolean strict, boolean keepEmpty) {
        this.hints = hints;
        this.strict = strict;
        this.keepEmpty = keepEmpty;
        this.keys = new KeyTable(hints);
    }

    @Override
    public boolean apply(Row row) {
        if (hints.wantsNothing()) {
            return true;
        }
        byte[] line = row.line();
        scanner.begin(line, row.lineFrom(), row.lineTo());
        while (!scanner.isAtEnd() && !row.isAllExtracted()) {
            boolean read = scanner.next() && take(row, line);
            String failure = scanner.failure();
            if (!read && strict && failure != null) {
                row.failToParse(ERROR, failure);
                return true;
            }
        }
        return true;
    }

    private boolean take(Row row, byte[] line) {
        KeyTable.Key key = keys.find(keys.root(), line, scanner.keyFrom(), scanner.keyTo());
        if (!key.isWanted(false) && !key.isWanted(true)) {
            return true;
        }
        if (!value.read(row, line, scanner)) {
            scanner.failQuoted();
            return false;
        }
        if (keepEmpty || !value.isEmpty()) {
            row.extract(key, value.bytes(), value.from(), value.to());
        }
        return true;
    }
}

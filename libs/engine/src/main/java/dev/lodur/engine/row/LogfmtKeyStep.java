package dev.lodur.engine.row;

import dev.lodur.logql.Stage;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code | logfmt a="b", c}: labels out of certain pairs of the line. What the line lacks becomes a label with the empty
 * value.
 */
public final class LogfmtKeyStep implements RowStep {
    private static final byte[] NOTHING = new byte[0];

    /** One label and the key that its value stands under. */
    private record Target(String label, String takenLabel, byte[] key) {}

    private final ParserHints hints;
    private final boolean strict;
    private final Target[] targets;
    private final LogfmtScanner scanner = new LogfmtScanner();
    private final LogfmtValue value = new LogfmtValue();

    public LogfmtKeyStep(ParserHints hints, boolean strict, List<Stage.Extraction> extractions) {
        this.hints = hints;
        this.strict = strict;
        this.targets = extractions.stream().map(LogfmtKeyStep::target).toArray(Target[]::new);
    }

    private static Target target(Stage.Extraction extraction) {
        String path = extraction.path();
        boolean quoted = path.length() > 1 && path.startsWith("\"") && path.endsWith("\"");
        String key = quoted ? path.substring(1, path.length() - 1) : path;
        return new Target(
                extraction.label(), extraction.label() + LabelNames.TAKEN_SUFFIX, key.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean apply(Row row) {
        if (hints.wantsNothing()) {
            return true;
        }
        for (Target target : targets) {
            if (!row.isTaken(target.label())) {
                row.setExtracted(target.label(), NOTHING, 0, 0);
            }
        }
        byte[] line = row.line();
        scanner.begin(line, row.lineFrom(), row.lineTo());
        boolean found = false;
        // Every label is there by now, if only empty: as in Loki the first pair that is looked for ends the reading
        // where
        // the query names all its labels.
        while (!scanner.isAtEnd() && !(found && row.isAllExtracted())) {
            boolean read = scanner.next();
            if (read && isWanted(line)) {
                found = true;
                read = take(row, line);
            }
            String failure = scanner.failure();
            if (!read && strict && failure != null) {
                row.failToParse(LogfmtStep.ERROR, failure);
                return true;
            }
        }
        return true;
    }

    private boolean isWanted(byte[] line) {
        for (Target target : targets) {
            if (JsonText.is(line, scanner.keyFrom(), scanner.keyTo(), target.key())) {
                return true;
            }
        }
        return false;
    }

    private boolean take(Row row, byte[] line) {
        for (Target target : targets) {
            if (!JsonText.is(line, scanner.keyFrom(), scanner.keyTo(), target.key())) {
                continue;
            }
            if (!value.read(row, line, scanner)) {
                scanner.failQuoted();
                return false;
            }
            row.setExtracted(
                    row.isTaken(target.label()) ? target.takenLabel() : target.label(),
                    value.bytes(),
                    value.from(),
                    value.to());
        }
        return true;
    }
}

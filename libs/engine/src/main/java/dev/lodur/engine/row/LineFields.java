package dev.lodur.engine.row;

import dev.lodur.model.Labels;
import java.util.List;

/**
 * Finds the fields of lines whose form nobody has told: JSON where the line is an object, else logfmt. Used by one thread
 * at a time.
 */
public final class LineFields {
    /** What has found the fields of a line. */
    public enum Parser {
        JSON,
        LOGFMT
    }

    private final Row row = new Row(ParserHints.ALL);
    private final JsonStep json = new JsonStep(ParserHints.ALL);
    private final LogfmtStep logfmt = new LogfmtStep(ParserHints.ALL, false, false);
    private Parser parser = Parser.LOGFMT;

    /** The fields of a line under the names that they would get in a stream. */
    public Labels read(Labels stream, byte[] line) {
        row.begin(stream, 0, line, 0, line.length);
        json.apply(row);
        if (!row.hasError()) {
            parser = Parser.JSON;
            return row.parsedLabels();
        }
        parser = Parser.LOGFMT;
        row.begin(stream, 0, line, 0, line.length);
        logfmt.apply(row);
        return row.parsedLabels();
    }

    /** What has found the fields of the last line. */
    public Parser parser() {
        return parser;
    }

    /** The keys that lead to a field of a JSON line read before. */
    public List<String> jsonPath(String field) {
        return json.pathOf(field);
    }
}

package dev.lodur.logql;

import java.util.List;

/**
 * {@code | unwrap duration(took) | __error__=""}: makes a label's value the sample.
 *
 * @param filters applied after the conversion, so that they see its errors
 */
public record Unwrap(String label, Conversion conversion, List<LabelFilter> filters) {
    public Unwrap {
        filters = List.copyOf(filters);
    }

    /** How the text of the label becomes a number. */
    public enum Conversion {
        NONE(""),
        BYTES("bytes"),
        DURATION("duration"),
        DURATION_SECONDS("duration_seconds");

        private final String text;

        Conversion(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(StagePrinter.print(this));
        filters.forEach(filter -> out.append(' ').append(StagePrinter.printPostFilter(filter)));
        return out.toString();
    }
}

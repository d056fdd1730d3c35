package dev.lodur.logql;

import dev.lodur.model.GoQuote;
import java.util.List;

/** Prints stages and unwraps in canonical form: {@code | json a="b",c="d"}. */
final class StagePrinter {
    private StagePrinter() {}

    static String print(Stage stage) {
        StringBuilder out = new StringBuilder();
        append(out, stage);
        return out.toString();
    }

    /** The conversion alone, without the filters after it. */
    static String print(Unwrap unwrap) {
        StringBuilder out = new StringBuilder("| unwrap ");
        if (unwrap.conversion() == Unwrap.Conversion.NONE) {
            out.append(unwrap.label());
        } else {
            out.append(unwrap.conversion().text())
                    .append('(')
                    .append(unwrap.label())
                    .append(')');
        }
        return out.toString();
    }

    static String printPostFilter(LabelFilter filter) {
        StringBuilder out = new StringBuilder("| ");
        LabelFilterPrinter.append(out, filter, true);
        return out.toString();
    }

    static void append(StringBuilder out, Stage stage) {
        switch (stage) {
            case LineFilter filter -> appendLineFilter(out, filter);
            case Stage.Filter(LabelFilter condition) -> {
                out.append("| ");
                LabelFilterPrinter.append(out, condition, false);
            }
            case Stage.Json(List<Stage.Extraction> extractions) -> {
                out.append("| json");
                appendExtractions(out, extractions);
            }
            case Stage.Logfmt logfmt -> {
                out.append("| logfmt");
                out.append(logfmt.strict() ? " --strict" : "");
                out.append(logfmt.keepEmpty() ? " --keep-empty" : "");
                appendExtractions(out, logfmt.extractions());
            }
            case Stage.Regexp(String regexp) -> appendQuoted(out, "| regexp ", regexp);
            case Stage.Pattern(LinePattern pattern) -> appendQuoted(out, "| pattern ", pattern.text());
            case Stage.Unpack() -> out.append("| unpack");
            case Stage.LineFormat(String template) -> appendQuoted(out, "| line_format ", template);
            case Stage.LabelFormat(List<Stage.Target> targets) -> appendTargets(out, targets);
            case Stage.Decolorize() -> out.append("| decolorize");
            case Stage.Drop(List<Stage.Choice> choices) -> appendChoices(out, "| drop ", choices);
            case Stage.Keep(List<Stage.Choice> choices) -> appendChoices(out, "| keep ", choices);
        }
    }

    private static void appendQuoted(StringBuilder out, String before, String text) {
        out.append(before);
        GoQuote.append(out, text);
    }

    private static void appendLineFilter(StringBuilder out, LineFilter filter) {
        String separator = filter.operator().text() + " ";
        for (LineFilter.Needle needle : filter.alternatives()) {
            out.append(separator);
            separator = " or ";
            switch (needle) {
                case LineFilter.Text(String text) -> GoQuote.append(out, text);
                case LineFilter.Ip(String addresses) -> {
                    appendQuoted(out, "ip(", addresses);
                    out.append(')');
                }
            }
        }
    }

    private static void appendExtractions(StringBuilder out, List<Stage.Extraction> extractions) {
        char separator = ' ';
        for (Stage.Extraction extraction : extractions) {
            appendQuoted(out, separator + extraction.label() + "=", extraction.path());
            separator = ',';
        }
    }

    private static void appendTargets(StringBuilder out, List<Stage.Target> targets) {
        out.append("| label_format");
        char separator = ' ';
        for (Stage.Target target : targets) {
            out.append(separator).append(target.label()).append('=');
            switch (target) {
                case Stage.Rename rename -> out.append(rename.source());
                case Stage.Template template -> GoQuote.append(out, template.template());
            }
            separator = ',';
        }
    }

    private static void appendChoices(StringBuilder out, String before, List<Stage.Choice> choices) {
        String separator = before;
        for (Stage.Choice choice : choices) {
            out.append(separator);
            separator = ",";
            LabelMatcher matcher = choice.matcher();
            if (matcher == null) {
                out.append(choice.label());
            } else {
                matcher.appendTo(out);
            }
        }
    }
}

package dev.lodur.engine.reference;

import com.google.re2j.Pattern;
import dev.lodur.engine.template.Template;
import dev.lodur.engine.template.TemplateException;
import dev.lodur.logql.LabelFilter;
import dev.lodur.logql.LabelMatcher;
import dev.lodur.logql.LineFilter;
import dev.lodur.logql.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The stages of a query, one after the other. */
final class PlainPipeline {
    private static final Pattern COLOUR =
            Pattern.compile("[\\x{1b}\\x{9b}][\\[\\]()#;?]*(?:(?:(?:[a-zA-Z\\d]*(?:;[a-zA-Z\\d]*)*)?\\x07)"
                    + "|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PRZcf-ntqry=><~]))");

    private PlainPipeline() {}

    /** Line filters stand before all that leaves the line alone, be it what it may. */
    static List<Stage> ordered(List<Stage> stages) {
        List<Stage> ordered = new ArrayList<>();
        int first = 0;
        for (Stage stage : stages) {
            if (stage instanceof LineFilter) {
                ordered.add(first++, stage);
                continue;
            }
            ordered.add(stage);
            if (stage instanceof Stage.LineFormat || stage instanceof Stage.Unpack) {
                first = ordered.size();
            }
        }
        return ordered;
    }

    /** Whether the row passes the stages, which are in order. */
    static boolean keeps(List<Stage> stages, PlainRow row) {
        return stages.stream().allMatch(stage -> keeps(stage, row));
    }

    private static boolean keeps(Stage stage, PlainRow row) {
        switch (stage) {
            case LineFilter filter -> {
                return PlainLineFilters.keeps(filter, row.line());
            }
            case Stage.Filter(LabelFilter filter) -> {
                return PlainLabelFilters.keeps(filter, row);
            }
            case Stage.Parser parser -> PlainParsers.apply(parser, row);
            case Stage.LineFormat(String text) -> formatLine(text, row);
            case Stage.LabelFormat(List<Stage.Target> targets) -> targets.forEach(target -> formatLabel(target, row));
            case Stage.Decolorize decolorize ->
                row.setLine(COLOUR.matcher(row.line()).replaceAll(""));
            case Stage.Drop(List<Stage.Choice> choices) -> choices.forEach(choice -> drop(choice, row));
            case Stage.Keep(List<Stage.Choice> choices) -> keepOnly(choices, row);
        }
        return true;
    }

    private static void formatLine(String text, PlainRow row) {
        // Where a template is nothing but a field Loki looks at the labels alone, and errors are none.
        if (text.matches("\\{\\{\\s*\\.__error(_details)?__\\s*}}")) {
            row.setLine("");
            return;
        }
        StringBuilder line = new StringBuilder();
        try {
            Template.parse("line", text).execute(row, line);
            row.setLine(line.toString());
        } catch (TemplateException e) {
            row.fail("TemplateFormatErr", String.valueOf(e.getMessage()));
        }
    }

    private static void formatLabel(Stage.Target target, PlainRow row) {
        switch (target) {
            case Stage.Rename(String label, String source) -> {
                String value = row.field(source);
                if (value != null) {
                    row.set(label, value);
                    row.remove(source);
                }
            }
            case Stage.Template(String label, String text) -> {
                StringBuilder value = new StringBuilder();
                try {
                    Template.parse("label", text).execute(row, value);
                    row.set(label, value.toString());
                } catch (TemplateException e) {
                    row.fail("TemplateFormatErr", String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static boolean isMeant(Stage.Choice choice, String value) {
        LabelMatcher matcher = choice.matcher();
        return matcher == null || PlainLabelFilters.fits(matcher, value, false);
    }

    private static void drop(Stage.Choice choice, PlainRow row) {
        String value = row.field(choice.label());
        if (!isMeant(choice, value == null ? "" : value)) {
            return;
        }
        switch (choice.label()) {
            case PlainRow.ERROR -> row.clearError();
            case PlainRow.DETAILS -> row.clearDetails();
            default -> row.remove(choice.label());
        }
    }

    private static void keepOnly(List<Stage.Choice> choices, PlainRow row) {
        Set<String> names = new TreeSet<>(row.fields().keySet());
        names.removeAll(Set.of(PlainRow.ERROR, PlainRow.DETAILS, PlainRow.PRESERVE));
        for (String name : names) {
            String value = String.valueOf(row.field(name));
            boolean kept = choices.stream().anyMatch(choice -> choice.label().equals(name) && isMeant(choice, value));
            if (!kept) {
                row.remove(name);
            }
        }
    }
}

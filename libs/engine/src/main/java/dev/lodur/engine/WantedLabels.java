package dev.lodur.engine;

import dev.lodur.engine.row.ParserHints;
import dev.lodur.engine.row.Row;
import dev.lodur.engine.template.Template;
import dev.lodur.logql.Grouping;
import dev.lodur.logql.LabelFilter;
import dev.lodur.logql.LineFilter;
import dev.lodur.logql.Stage;
import dev.lodur.logql.Unwrap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out which labels a metric query looks at, so that parsers make no others. */
final class WantedLabels {
    private final Set<String> names = new LinkedHashSet<>();
    private boolean all;

    private WantedLabels() {}

    /** @param grouping null where each label set is a series */
    static ParserHints of(List<Stage> stages, @Nullable Unwrap unwrap, @Nullable Grouping grouping) {
        if (grouping == null || grouping.without()) {
            return ParserHints.ALL;
        }
        WantedLabels wanted = new WantedLabels();
        stages.forEach(wanted::add);
        wanted.names.addAll(grouping.labels());
        if (unwrap != null) {
            wanted.names.add(unwrap.label());
            unwrap.filters().forEach(wanted::addBehindUnwrap);
        }
        return wanted.all ? ParserHints.ALL : ParserHints.only(wanted.names);
    }

    private void add(Stage stage) {
        switch (stage) {
            case Stage.Filter(LabelFilter condition) -> add(condition);
            case Stage.LineFormat format -> StageTemplates.of(format).values().forEach(this::add);
            case Stage.LabelFormat format -> {
                StageTemplates.of(format).values().forEach(this::add);
                for (Stage.Target target : format.targets()) {
                    if (target instanceof Stage.Rename(String label, String source)) {
                        names.add(source);
                    }
                }
            }
            case LineFilter filter -> {}
            case Stage.Parser parser -> {}
            case Stage.Decolorize decolorize -> {}
            case Stage.Drop drop -> {}
            case Stage.Keep keep -> {}
        }
    }

    private void add(Template template) {
        names.addAll(template.fields());
        all |= template.usesAllFields();
    }

    private void add(LabelFilter filter) {
        switch (filter) {
            case LabelFilter.And(LabelFilter left, LabelFilter right) -> {
                add(left);
                add(right);
            }
            case LabelFilter.Or(LabelFilter left, LabelFilter right) -> {
                add(left);
                add(right);
            }
            case LabelFilter.Text text -> names.add(text.matcher().name());
            case LabelFilter.Numeric number -> names.add(number.label());
            case LabelFilter.Time time -> names.add(time.label());
            case LabelFilter.Bytes bytes -> names.add(bytes.label());
            case LabelFilter.Ip ip -> names.add(ip.label());
        }
    }

    /** Filters behind {@code unwrap} that look at errors do not ask for rows with errors to be counted. */
    private void addBehindUnwrap(LabelFilter filter) {
        add(filter);
        names.removeIf(name -> name.startsWith(Row.ERROR_PREFIX));
    }
}

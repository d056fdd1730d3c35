package dev.lodur.engine.reference;

import dev.lodur.engine.template.Template;
import dev.lodur.logql.Grouping;
import dev.lodur.logql.LabelFilter;
import dev.lodur.logql.Stage;
import dev.lodur.logql.Unwrap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The labels that a query looks at: all, or those that it names. */
record Wanted(boolean all, Set<String> names) {
    static final Wanted ALL = new Wanted(true, Set.of());

    static Wanted of(List<Stage> stages, @Nullable Unwrap unwrap, @Nullable Grouping grouping) {
        if (grouping == null || grouping.without()) {
            return ALL;
        }
        Set<String> names = new TreeSet<>(grouping.labels());
        for (Stage stage : stages) {
            if (!addNames(stage, names)) {
                return ALL;
            }
        }
        if (unwrap != null) {
            names.add(unwrap.label());
            unwrap.filters().forEach(filter -> addNames(filter, names));
            if (!unwrap.filters().isEmpty()) {
                names.removeIf(name -> name.startsWith("__error"));
            }
        }
        for (String name : List.copyOf(names)) {
            if (name.endsWith("_extracted")) {
                names.add(name.substring(0, name.length() - "_extracted".length()));
            }
        }
        return new Wanted(false, names);
    }

    /** False where the stage looks at all labels. */
    private static boolean addNames(Stage stage, Set<String> names) {
        if (stage instanceof Stage.Filter(LabelFilter filter)) {
            addNames(filter, names);
        }
        if (stage instanceof Stage.LineFormat(String text)) {
            return addNames(Template.parse("line", text), names);
        }
        if (stage instanceof Stage.LabelFormat(List<Stage.Target> targets)) {
            for (Stage.Target target : targets) {
                if (target instanceof Stage.Rename rename) {
                    names.add(rename.source());
                } else if (target instanceof Stage.Template written
                        && !addNames(Template.parse("label", written.template()), names)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean addNames(Template template, Set<String> names) {
        names.addAll(template.fields());
        return !template.usesAllFields();
    }

    private static void addNames(LabelFilter filter, Set<String> names) {
        switch (filter) {
            case LabelFilter.And and -> {
                addNames(and.left(), names);
                addNames(and.right(), names);
            }
            case LabelFilter.Or or -> {
                addNames(or.left(), names);
                addNames(or.right(), names);
            }
            case LabelFilter.Text text -> names.add(text.matcher().name());
            case LabelFilter.Numeric number -> names.add(number.label());
            case LabelFilter.Time time -> names.add(time.label());
            case LabelFilter.Bytes bytes -> names.add(bytes.label());
            case LabelFilter.Ip ip -> names.add(ip.label());
        }
    }

    boolean nothing() {
        return !all && names.isEmpty();
    }

    boolean wants(String name) {
        return all || names.contains(name);
    }

    boolean wantsInside(String prefix) {
        return all || names.stream().anyMatch(name -> name.startsWith(prefix));
    }

    boolean keepsErrors() {
        return names.stream().anyMatch(name -> name.startsWith("__error"));
    }
}

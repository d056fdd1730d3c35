package dev.lodur.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a process runs: {@code -target}. */
public enum Target {
    ALL,
    DISTRIBUTOR,
    INGESTER,
    QUERIER,
    COMPACTOR;

    private static final String KEY = "target";

    /** The name on the command line. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The roles that are asked for; of an application that has one of its own, that one. */
    static Set<Target> of(Settings settings, @Nullable Target application, Problems problems) {
        Set<Target> asked = EnumSet.noneOf(Target.class);
        for (String name : settings.text(KEY).split(",")) {
            asked.addAll(named(name.strip(), settings, problems));
        }
        if (application == null || asked.isEmpty()) {
            return Set.copyOf(asked);
        }
        if (!application.serves(asked)) {
            problems.error(settings.where(KEY), application.refusal(asked));
        }
        return Set.of(application);
    }

    /** An application has one role; {@code all}, which is also the default, stands for what there is. */
    private boolean serves(Set<Target> asked) {
        return asked.contains(ALL) || (this == ALL ? asked.size() == values().length - 1 : asked.contains(this));
    }

    private String refusal(Set<Target> asked) {
        String names = asked.stream().map(Target::text).collect(Collectors.joining(","));
        return "target is " + names + ", this application runs " + text()
                + ": start the application of the role, for example with ./lodur run -target=" + names;
    }

    /** Loki's names for groups and for parts of a role stand for the role. */
    private static List<Target> named(String name, Settings settings, Problems problems) {
        return switch (name) {
            case "read", "query-frontend", "query-scheduler" -> List.of(QUERIER);
            case "write" -> List.of(DISTRIBUTOR, INGESTER);
            case "backend" -> List.of(COMPACTOR);
            default ->
                Arrays.stream(values())
                        .filter(target -> target.text().equals(name))
                        .findFirst()
                        .map(List::of)
                        .orElseGet(() -> unknown(name, settings, problems));
        };
    }

    private static List<Target> unknown(String name, Settings settings, Problems problems) {
        problems.error(
                settings.where(KEY),
                "target \"" + name + "\" does not exist, expected some of "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Target::text).toList()));
        return List.of();
    }
}

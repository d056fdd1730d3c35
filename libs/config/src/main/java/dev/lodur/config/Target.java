package dev.lodur.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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

    static Set<Target> of(Settings settings, Problems problems) {
        Set<Target> targets = EnumSet.noneOf(Target.class);
        for (String name : settings.text(KEY).split(",")) {
            targets.addAll(named(name.strip(), settings, problems));
        }
        return Set.copyOf(targets);
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

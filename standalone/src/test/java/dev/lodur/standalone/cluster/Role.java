package dev.lodur.standalone.cluster;

import java.nio.file.Path;
import java.util.Locale;

/** A role that has a packaged application of its own. */
enum Role {
    DISTRIBUTOR,
    INGESTER,
    QUERIER,
    COMPACTOR;

    /** As {@code -target} names it. */
    String target() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its jar, or the native executable that {@code -Dlodur.native.<target>=...} names. */
    Path application() {
        String executable = System.getProperty("lodur.native." + target());
        return executable == null
                ? Path.of("..", target(), "target", "quarkus-app", "quarkus-run.jar")
                : Path.of(executable);
    }
}

package dev.lodur.querier.cluster;

import dev.lodur.app.Launcher;
import dev.lodur.config.Target;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The process of a querier on its own. */
@QuarkusMain(name = "querier")
public final class QuerierMain {
    private QuerierMain() {}

    public static void main(String... arguments) {
        Launcher.run(Target.QUERIER, arguments);
    }
}

package dev.lodur.ingester.cluster;

import dev.lodur.app.Launcher;
import dev.lodur.config.Target;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The process of an ingester on its own. */
@QuarkusMain(name = "ingester")
public final class IngesterMain {
    private IngesterMain() {}

    public static void main(String... arguments) {
        Launcher.run(Target.INGESTER, arguments);
    }
}

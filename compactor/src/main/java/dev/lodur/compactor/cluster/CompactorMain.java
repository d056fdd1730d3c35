package dev.lodur.compactor.cluster;

import dev.lodur.app.Launcher;
import dev.lodur.config.Target;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The process of a compactor on its own. */
@QuarkusMain(name = "compactor")
public final class CompactorMain {
    private CompactorMain() {}

    public static void main(String... arguments) {
        Launcher.run(Target.COMPACTOR, arguments);
    }
}

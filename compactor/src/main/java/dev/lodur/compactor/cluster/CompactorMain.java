package dev.lodur.compactor.cluster;

import dev.lodur.app.Launcher;
import dev.lodur.cluster.ClusterWiring;
import dev.lodur.compactor.command.CompactorCommands;
import dev.lodur.config.Target;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;

/** The process of a compactor on its own. */
@QuarkusMain(name = "compactor")
public final class CompactorMain {
    private CompactorMain() {}

    public static void main(String... arguments) {
        Launcher.run(
                Target.COMPACTOR,
                CompactorCommands.all(),
                config -> Optional.of(ClusterWiring.pointer(config)),
                arguments);
    }
}

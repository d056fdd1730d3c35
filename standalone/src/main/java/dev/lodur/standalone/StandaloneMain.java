package dev.lodur.standalone;

import dev.lodur.app.Launcher;
import dev.lodur.compactor.command.CompactorCommands;
import dev.lodur.config.Target;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Optional;

/** The process with all roles. */
@QuarkusMain(name = "standalone")
public final class StandaloneMain {
    private StandaloneMain() {}

    public static void main(String... arguments) {
        Launcher.run(Target.ALL, CompactorCommands.all(), config -> Optional.empty(), arguments);
    }
}

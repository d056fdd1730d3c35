package dev.lodur.compactor.command;

import dev.lodur.app.Command;
import java.util.List;

/** The commands of the applications that have a compactor. */
public final class CompactorCommands {
    private CompactorCommands() {}

    /** All of them, in the order of help texts. */
    public static List<Command> all() {
        return List.of(
                new CheckCommand(),
                new RebuildCatalogCommand(),
                new LiveCommand(),
                new ExportCommand(),
                new ImportCommand(),
                new RetentionCommand());
    }
}

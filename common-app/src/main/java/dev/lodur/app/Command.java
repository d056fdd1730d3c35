package dev.lodur.app;

import java.util.List;

/**
 * Something that an operator runs to its end instead of a server, by its name as the first argument of the process:
 * {@code lodur check -config.file=loki.yml --deep}. The same file and flags say where the bucket is. Stateless.
 */
public interface Command {
    /** Exit status where all is well. */
    int FINE = 0;
    /** Exit status where something was found, or the command failed. */
    int FAILED = 1;

    /** The word on the command line. */
    String name();

    /** What it does, in one line without a full stop. */
    String summary();

    /** What it takes beside the flags of a server. */
    List<CommandOption> options();

    /** What {@code -h} says below the options: what is read, what is changed, what the status means. */
    String details();

    /**
     * Does it, and returns the exit status.
     *
     * @throws dev.lodur.model.LodurException whose text is printed, with status {@link #FAILED}
     */
    int run(CommandContext context);
}

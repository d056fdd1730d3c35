package dev.lodur.app;

import dev.lodur.config.CommandLine;
import dev.lodur.config.ConfigLoader;
import dev.lodur.config.LokiConfig;
import dev.lodur.config.Target;
import dev.lodur.http.LogqlSelectors;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.CatalogPointer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the command that the first argument names, and runs it with the configuration that the others give. */
final class CommandRunner {
    private final Target role;
    private final List<Command> commands;
    private final Function<LokiConfig, Optional<CatalogPointer>> pointer;

    CommandRunner(Target role, List<Command> commands, Function<LokiConfig, Optional<CatalogPointer>> pointer) {
        this.role = role;
        this.commands = List.copyOf(commands);
        this.pointer = pointer;
    }

    /** Whether the arguments of a process begin with a command's name rather than a flag. */
    static boolean isNamed(String... arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-");
    }

    /** The exit status of the command; what keeps it from running is thrown. */
    int run(List<String> arguments) {
        Command command = find(arguments.getFirst());
        List<CommandOption> options = new ArrayList<>(command.options());
        options.add(CommandOption.HELP);
        options.add(new CommandOption("h", "", ""));
        CommandArguments own = CommandArguments.parse(options, arguments.subList(1, arguments.size()));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        try (out) {
            if (own.has("help") || own.has("h")) {
                out.println(usage(command));
                return Command.FINE;
            }
            ConfigLoader.Loaded loaded = ConfigLoader.ofProcess(flags(command, own), role)
                    .checking(new LogqlSelectors())
                    .load();
            loaded.warnings().forEach(warning -> System.err.println("warning: " + warning));
            return command.run(new CommandContext(own, loaded.config(), pointer, out, System.err));
        }
    }

    /** What is no flag of a server may be an option that is written wrongly. */
    private static CommandLine flags(Command command, CommandArguments own) {
        try {
            return CommandLine.parse(own.flags());
        } catch (LodurException e) {
            String options = Stream.concat(command.options().stream(), Stream.of(CommandOption.HELP))
                    .map(option -> "--" + option.name())
                    .collect(Collectors.joining(", "));
            throw new LodurException(
                    e.code(),
                    e.text() + "\n" + command.name() + " takes " + options + ", and the flags of a server",
                    e);
        }
    }

    private Command find(String name) {
        return commands.stream()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new LodurException(ErrorCode.INVALID_REQUEST, unknown(name)));
    }

    private String unknown(String name) {
        return "\"" + name + "\" is neither a flag nor a command of this application"
                + (commands.isEmpty()
                        ? ": flags start with a dash"
                        : "; its commands are:\n"
                                + commands.stream()
                                        .map(command -> "  " + command.name() + "  " + command.summary())
                                        .collect(Collectors.joining("\n")));
    }

    private static String usage(Command command) {
        Stream<String> options = Stream.concat(command.options().stream(), Stream.of(CommandOption.HELP))
                .map(CommandOption::usage);
        return "lodur " + command.name() + " [flags] [options]: " + command.summary() + "\n"
                + options.collect(Collectors.joining("\n"))
                + "\nFlags are those of a server, -config.file=loki.yml above all; they say where the bucket is.\n"
                + command.details();
    }
}

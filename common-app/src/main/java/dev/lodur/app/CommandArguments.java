package dev.lodur.app;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments behind a command's name: its own options, and the flags of the process, which are left for {@link
 * dev.lodur.config.CommandLine}. Immutable.
 */
public final class CommandArguments {
    private final Map<String, String> values;
    private final List<String> flags;

    private CommandArguments(Map<String, String> values, List<String> flags) {
        this.values = Map.copyOf(values);
        this.flags = List.copyOf(flags);
    }

    /** Takes the options out of the arguments; one without its value is an {@link ErrorCode#INVALID_REQUEST}. */
    public static CommandArguments parse(List<CommandOption> options, List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        List<String> flags = new ArrayList<>();
        int at = 0;
        while (at < arguments.size()) {
            String argument = arguments.get(at++);
            int equals = argument.indexOf('=');
            Optional<CommandOption> option = find(options, equals < 0 ? argument : argument.substring(0, equals));
            if (option.isEmpty()) {
                flags.add(argument);
            } else if (equals >= 0) {
                values.put(option.get().name(), argument.substring(equals + 1));
            } else if (option.get().isSwitch()) {
                values.put(option.get().name(), "true");
            } else if (at == arguments.size() || isFlag(arguments.get(at))) {
                throw new LodurException(
                        ErrorCode.INVALID_REQUEST,
                        argument + " needs a value: " + argument + " "
                                + option.get().value());
            } else {
                values.put(option.get().name(), arguments.get(at++));
            }
        }
        return new CommandArguments(values, flags);
    }

    /** Neither {@code -}, which stands for what is printed, nor a negative number. */
    private static boolean isFlag(String argument) {
        return argument.length() > 1 && argument.startsWith("-") && !Character.isDigit(argument.charAt(1));
    }

    private static Optional<CommandOption> find(List<CommandOption> options, String dashed) {
        if (!dashed.startsWith("-")) {
            return Optional.empty();
        }
        String name = dashed.substring(dashed.startsWith("--") ? 2 : 1);
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    /** The value of an option, empty where it was not given. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The value of an option without which the command means nothing. */
    public String require(String name) {
        return get(name)
                .orElseThrow(() -> new LodurException(
                        ErrorCode.INVALID_REQUEST, "--" + name + " is missing: -h says what the command takes"));
    }

    /** Whether a switch was given, as {@code --x} or {@code --x=true}. */
    public boolean has(String name) {
        return get(name).map(value -> !value.equals("false")).orElse(false);
    }

    /** What is left for the configuration. */
    List<String> flags() {
        return flags;
    }
}

package dev.lodur.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The flags of a process in Loki's style: one or two dashes, {@code -name=value} or {@code -name value}; a flag for true
 * or false needs no value. Every key of the file is also a flag, under Loki's name for it and under its path with dashes.
 *
 * @param configFiles the files to look for, the first that exists is read; empty where none was named
 * @param values the keys that flags set, in order; they win over the file
 */
public record CommandLine(
        List<String> configFiles,
        boolean expandEnvironment,
        boolean version,
        boolean help,
        boolean verifyConfig,
        boolean printConfigToStderr,
        boolean logConfigReversed,
        boolean listTargets,
        boolean health,
        String healthUrl,
        List<Value> values) {

    private static final String HEALTH_URL_DEFAULT = "http://localhost:3100/ready";
    private static final Map<String, String> SWITCHES = inOrder(
            "config.expand-env",
                    "replaces `${NAME}` and `${NAME:-default}` in the file by variables of the environment",
            "verify-config", "reads and checks the configuration, says what is wrong, and ends",
            "print-config-stderr", "prints the configuration in force at start, secrets masked",
            "version", "prints the version and ends",
            "help", "prints the flags and ends",
            "h", "as `-help`",
            "list-targets", "prints what `-target` may name and ends",
            "health", "asks a process that runs whether it is ready, and ends with 0 where it is",
            "log-config-reverse-order", "accepted; `/config` shows the configuration");
    private static final Map<String, String> OWN = inOrder(
            "config.file",
            "the files to look for, separated by commas; the first that exists is read",
            "health.url",
            "what `-health` asks; by default " + HEALTH_URL_DEFAULT);

    /** A key that a flag sets. */
    public record Value(String path, String flag, String text) {}

    public CommandLine {
        configFiles = List.copyOf(configFiles);
        values = List.copyOf(values);
    }

    /**
     * Reads the arguments of a process. An unknown flag, one without its value or a stray word is an
     * {@link dev.lodur.model.ErrorCode#INVALID_REQUEST} that lists all of them.
     */
    public static CommandLine parse(List<String> arguments) {
        Problems problems = new Problems();
        CommandLine line = new Reader(KeyRegistry.loki(), problems).read(arguments);
        problems.throwErrors();
        return line;
    }

    /** The flags that set no key, with what they do. */
    static Map<String, String> ownFlags() {
        Map<String, String> flags = new LinkedHashMap<>(OWN);
        flags.putAll(SWITCHES);
        return flags;
    }

    private static Map<String, String> inOrder(String... namesAndTexts) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            map.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    /** The flags with what they expect and their defaults, for {@code -help}; a line each, sorted. */
    public static String usage() {
        Map<String, String> lines = new TreeMap<>();
        KeyRegistry.loki().forEach(key -> {
            if (key.flag() != null && key.state() != KeyState.REPLACED) {
                lines.put(
                        key.flag(),
                        "  -" + key.flag() + "  " + key.kind().expected() + " (default "
                                + key.kind().format(key.defaultValue()) + ")");
            }
        });
        ownFlags().forEach((name, text) -> lines.put(name, "  -" + name + "  " + text));
        return String.join("\n", lines.values());
    }

    private static final class Reader {
        private final KeyRegistry keys;
        private final Problems problems;
        private final Map<String, String> own = new TreeMap<>();
        private final List<Value> values = new ArrayList<>();

        Reader(KeyRegistry keys, Problems problems) {
            this.keys = keys;
            this.problems = problems;
        }

        CommandLine read(List<String> arguments) {
            int at = 0;
            while (at < arguments.size()) {
                at = readArgument(arguments, at);
            }
            return new CommandLine(
                    Stream.of(own.getOrDefault("config.file", "").split(","))
                            .map(String::strip)
                            .filter(file -> !file.isEmpty())
                            .toList(),
                    isOn("config.expand-env"),
                    isOn("version"),
                    isOn("help") || isOn("h"),
                    isOn("verify-config"),
                    isOn("print-config-stderr"),
                    isOn("log-config-reverse-order"),
                    isOn("list-targets"),
                    isOn("health"),
                    own.getOrDefault("health.url", HEALTH_URL_DEFAULT),
                    values);
        }

        private int readArgument(List<String> arguments, int at) {
            String argument = arguments.get(at);
            if (!argument.startsWith("-") || argument.length() < 2) {
                problems.error("", "\"" + argument + "\" is not a flag: flags start with a dash");
                return at + 1;
            }
            String name = argument.substring(argument.startsWith("--") ? 2 : 1);
            int equals = name.indexOf('=');
            String value = equals < 0 ? "true" : name.substring(equals + 1);
            name = equals < 0 ? name : name.substring(0, equals);
            boolean takesNext = equals < 0 && isKnown(name) && !isSwitch(name);
            if (takesNext && at + 1 == arguments.size()) {
                problems.error("-" + name, "the flag needs a value");
                return at + 1;
            }
            set(name, takesNext ? arguments.get(at + 1) : value);
            return takesNext ? at + 2 : at + 1;
        }

        private boolean isKnown(String name) {
            return SWITCHES.containsKey(name) || OWN.containsKey(name) || keys.byFlag(name) != null;
        }

        private boolean isSwitch(String name) {
            KeySpec key = keys.byFlag(name);
            return SWITCHES.containsKey(name) || (key != null && key.kind() == Kind.BOOL);
        }

        private void set(String name, String text) {
            KeySpec key = keys.byFlag(name);
            if (SWITCHES.containsKey(name)) {
                own.put(name, checkedSwitch(name, text));
            } else if (OWN.containsKey(name)) {
                own.put(name, text);
            } else if (key != null) {
                values.add(new Value(key.path(), name, key.kind() == Kind.BOOL ? goBool(text) : text));
            } else {
                List<String> known = Stream.of(SWITCHES.keySet(), OWN.keySet(), keys.flags())
                        .flatMap(names -> names.stream())
                        .toList();
                problems.error("-" + name, "unknown flag: the nearest known flag is -" + NearestName.of(name, known));
            }
        }

        private String checkedSwitch(String name, String text) {
            String value = goBool(text);
            if (!value.equals("true") && !value.equals("false")) {
                problems.error("-" + name, "\"" + text + "\" is neither true nor false");
            }
            return value;
        }

        private boolean isOn(String name) {
            return own.getOrDefault(name, "false").equals("true");
        }

        private static String goBool(String text) {
            return switch (text) {
                case "1", "t", "T", "TRUE", "True" -> "true";
                case "0", "f", "F", "FALSE", "False" -> "false";
                default -> text;
            };
        }
    }
}

package dev.lodur.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of a process. Each place wins over those before it: defaults, other sources of properties, the
 * file, the environment, the virtual machine's properties, flags. Each load reads the file anew.
 */
public final class ConfigLoader {
    private static final long FILE_SIZE_BYTES_MAX = 4 << 20;

    private final CommandLine line;
    private final Map<String, String> environment;
    private final Map<String, String> systemProperties;
    private final @Nullable Target application;
    private final SelectorCheck selectors;

    /**
     * @param environment the variables of the process
     * @param systemProperties the properties of the virtual machine
     * @param application the role that the application has; null where {@code -target} alone says what runs
     */
    public ConfigLoader(
            CommandLine line,
            Map<String, String> environment,
            Map<String, String> systemProperties,
            @Nullable Target application) {
        this(line, environment, systemProperties, application, SelectorCheck.NONE);
    }

    private ConfigLoader(
            CommandLine line,
            Map<String, String> environment,
            Map<String, String> systemProperties,
            @Nullable Target application,
            SelectorCheck selectors) {
        this.line = line;
        this.environment = Map.copyOf(environment);
        this.systemProperties = Map.copyOf(systemProperties);
        this.application = application;
        this.selectors = selectors;
    }

    /** A loader as this one that also checks the selectors of streams in the configuration. */
    public ConfigLoader checking(SelectorCheck selectorCheck) {
        return new ConfigLoader(line, environment, systemProperties, application, selectorCheck);
    }

    /** The loader of this process. */
    public static ConfigLoader ofProcess(CommandLine line, Target application) {
        Properties properties = System.getProperties();
        Map<String, String> systemProperties = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, name -> properties.getProperty(name, "")));
        return new ConfigLoader(line, System.getenv(), systemProperties, application);
    }

    /**
     * The configuration and what a person should know about it.
     *
     * @param warnings a line each, with the place they are about
     */
    public record Loaded(LokiConfig config, List<String> warnings) {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /** Loads what {@code -target} says, whatever the application. */
    public static Loaded load(CommandLine line, Map<String, String> environment) {
        return new ConfigLoader(line, environment, Map.of(), null).load();
    }

    /**
     * Loads the first file of the command line that exists; without {@code -config.file} the defaults hold. All mistakes
     * together are one {@link dev.lodur.model.ErrorCode#INVALID_REQUEST}.
     */
    public Loaded load() {
        return load(List.of());
    }

    /** As {@link #load()}, with sources that are weaker than the file, the weakest first. */
    public Loaded load(List<PropertyLayer> weaker) {
        Problems problems = new Problems();
        Settings settings = new Settings(KeyRegistry.loki());
        PropertyReader properties = new PropertyReader(settings, problems);
        weaker.forEach(properties::read);
        Path file = existing(line.configFiles(), problems);
        if (file != null) {
            readFile(file, settings, problems);
        }
        properties.read(PropertyLayer.environment(environment));
        properties.read(PropertyLayer.system(systemProperties));
        line.values().forEach(value -> set(value, settings, problems));
        LokiConfig config = LokiConfig.of(settings, application, environment, selectors, problems);
        return new Loaded(config, problems.warnings());
    }

    private static @Nullable Path existing(List<String> names, Problems problems) {
        for (String name : names) {
            try {
                if (Files.exists(Path.of(name))) {
                    return Path.of(name);
                }
            } catch (InvalidPathException e) {
                problems.error(name, "not a path: " + e.getReason());
            }
        }
        if (!names.isEmpty()) {
            problems.error("-config.file", "none of the files exists: " + String.join(", ", names));
        }
        return null;
    }

    private void readFile(Path file, Settings settings, Problems problems) {
        String name = file.toString();
        try {
            if (Files.size(file) > FILE_SIZE_BYTES_MAX) {
                problems.error(
                        name,
                        "the file has " + Files.size(file) + " bytes, at most " + FILE_SIZE_BYTES_MAX + " are read");
                return;
            }
            String text = Files.readString(file);
            if (!line.expandEnvironment() && text.contains("${")) {
                problems.hint("set -config.expand-env=true to have ${NAME} replaced by the environment's values");
            }
            String expanded = line.expandEnvironment()
                    ? new EnvironmentExpansion(environment::get, name, problems).expand(text)
                    : text;
            new LokiYaml(name, settings, problems).read(expanded);
        } catch (CharacterCodingException e) {
            problems.error(name, "cannot be read: the file is not UTF-8");
        } catch (IOException e) {
            problems.error(name, "cannot be read: " + e.getMessage());
        }
    }

    private static void set(CommandLine.Value value, Settings settings, Problems problems) {
        KeySpec key = settings.keys().get(value.path());
        String where = "-" + value.flag();
        if (key.state() == KeyState.REPLACED) {
            problems.warn(where, "not used: " + key.note());
        }
        try {
            settings.put(new Setting(key, value.path(), key.parse(value.text(), key.path()), where));
        } catch (IllegalArgumentException e) {
            problems.error(where, String.valueOf(e.getMessage()));
        }
    }
}

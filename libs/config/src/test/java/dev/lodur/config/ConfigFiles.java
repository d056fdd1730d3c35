package dev.lodur.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Loads configurations for tests: resources, or texts written to a folder of the test. */
final class ConfigFiles {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "HOME_PORT", "3111",
            "EMPTY", "",
            "AWS_ACCESS_KEY_ID", "id-of-the-environment",
            "AWS_SECRET_ACCESS_KEY", "key-of-the-environment",
            "AWS_DEFAULT_REGION", "region-of-the-environment");

    private final Path directory;

    ConfigFiles(Path directory) {
        this.directory = directory;
    }

    /** Copies a resource into the folder. */
    Path resource(String name) {
        try (InputStream in = ConfigFiles.class.getResourceAsStream("/" + name)) {
            Path file = directory.resolve(name);
            Files.copy(in, file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigLoader.Loaded load(Path file, String... flags) {
        List<String> arguments = Stream.concat(Stream.of("-config.file=" + file), Stream.of(flags))
                .toList();
        return ConfigLoader.load(CommandLine.parse(arguments), ENVIRONMENT);
    }

    /** Loads as the application of a role does, with an environment of the test's own. */
    ConfigLoader.Loaded loadAs(Target application, Map<String, String> environment, Path file, String... flags) {
        List<String> arguments = Stream.concat(Stream.of("-config.file=" + file), Stream.of(flags))
                .toList();
        return new ConfigLoader(CommandLine.parse(arguments), environment, Map.of(), application).load();
    }

    ConfigLoader.Loaded loadText(String text, String... flags) {
        return load(write("loki.yml", text), flags);
    }

    static ConfigLoader.Loaded flags(String... flags) {
        return ConfigLoader.load(CommandLine.parse(List.of(flags)), Map.of());
    }
}

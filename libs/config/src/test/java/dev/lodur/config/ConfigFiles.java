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
        return ConfigLoader.load(CommandLine.parse(arguments), Map.of("HOME_PORT", "3111", "EMPTY", ""));
    }

    ConfigLoader.Loaded loadText(String text, String... flags) {
        return load(write("loki.yml", text), flags);
    }

    static ConfigLoader.Loaded flags(String... flags) {
        return ConfigLoader.load(CommandLine.parse(List.of(flags)), Map.of());
    }
}

package dev.lodur.standalone.nomad;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names of metrics: those that the sources of all modules register, and those that a text mentions. */
final class MetricNames {
    private static final Path ROOT = Path.of("..");
    private static final Pattern REGISTERED = Pattern.compile("\"((?:loki|lodur)_[a-z0-9_]+)\"");
    private static final Pattern MENTIONED = Pattern.compile("\\b(?:loki|lodur)_[a-z0-9]+_[a-z0-9_]+\\b");
    /** What Prometheus adds to the name of a timer. */
    private static final Pattern PART_OF_TIMER = Pattern.compile("_(?:count|sum|bucket)$");

    private MetricNames() {}

    static Set<String> registered() {
        Set<String> names = new TreeSet<>();
        Stream.concat(modules(ROOT), modules(ROOT.resolve("libs")))
                .flatMap(module -> sources(module.resolve("src/main/java")))
                .forEach(file -> collect(REGISTERED, 1, read(file), names));
        return names;
    }

    private static Stream<Path> modules(Path folder) {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(module -> Files.isDirectory(module.resolve("src/main/java"))).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without what Prometheus adds. */
    static Set<String> mentioned(String text) {
        Set<String> names = new TreeSet<>();
        collect(MENTIONED, 0, text, names);
        Set<String> plain = new TreeSet<>();
        names.forEach(name -> plain.add(PART_OF_TIMER.matcher(name).replaceFirst("")));
        return plain;
    }

    private static void collect(Pattern pattern, int group, String text, Set<String> into) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            into.add(matcher.group(group));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

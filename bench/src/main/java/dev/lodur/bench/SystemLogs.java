package dev.lodur.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lines of system logs whose longer digit runs are redrawn, so that repeats are no exact copies: those of a folder's
 * files ({@code *.log}, one application each) or, where no folder is given, of {@link MadeUpLogs}. Not thread-safe.
 */
final class SystemLogs {
    private static final Pattern DIGIT_RUN = Pattern.compile("\\d{3,18}");

    private final Random random;
    private final List<String> applications = new ArrayList<>();
    private final List<List<String>> lines = new ArrayList<>();

    SystemLogs(Path folder, Random random) {
        this.random = random;
        readFolder(folder);
        if (lines.isEmpty()) {
            MadeUpLogs.all().forEach(this::add);
        }
    }

    private void readFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(path -> path.toString().endsWith(".log")).sorted().forEach(this::readFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readFile(Path file) {
        String application =
                file.getFileName().toString().replaceAll("(_2k)?\\.log$", "").toLowerCase(Locale.ROOT);
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            add(application, text.lines().filter(line -> !line.isBlank()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String application, List<String> samples) {
        applications.add(application);
        lines.add(samples);
    }

    int pickApplication() {
        return random.nextInt(applications.size());
    }

    String name(int application) {
        return applications.get(application);
    }

    String line(int application) {
        List<String> samples = lines.get(application);
        return DIGIT_RUN
                .matcher(samples.get(random.nextInt(samples.size())))
                .replaceAll(match -> digits(match.group().length()));
    }

    private String digits(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + (i == 0 ? 1 + random.nextInt(9) : random.nextInt(10))));
        }
        return text.toString();
    }
}

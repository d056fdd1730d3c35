package dev.lodur.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.xerial.snappy.Snappy;

/**
 * Pushes a corpus into a running server and asks it questions, and prints megabytes per CPU-second, stored bytes per raw
 * byte and memory.
 *
 * <p>Usage: {@code LoadRun BASE_URL PROCESS_ID DATA_FOLDER MEGABYTES [LOG_FOLDER]}; the bodies are made before the clock
 * starts, 1 MiB of lines each, and sent over four connections.
 */
public final class LoadRun {
    private static final int REQUEST_BYTES = 1 << 20;
    private static final Instant START = Instant.parse("2026-11-10T06:00:00Z");
    private static final Duration SPAN = Duration.ofHours(6);
    private static final int AVERAGE_LINE_BYTES = 150;
    private static final int QUERY_RUNS = 5;
    private static final Map<String, String> QUERIES = new LinkedHashMap<>();

    static {
        QUERIES.put("needle that is nowhere", "{job=\"bench\"} |= \"no such needle anywhere\"");
        QUERIES.put("regex", "{job=\"bench\"} |~ \"fail(ed|ure).*port 9[0-9]+$\"");
        QUERIES.put("any case", "{job=\"bench\"} |~ \"(?i)no such needle anywhere\"");
        QUERIES.put("latest 100", "{job=\"bench\"}");
    }

    private final ServerClient server;
    private final long processId;
    private final ProcessMeter meter;
    private final Path dataFolder;

    private LoadRun(String base, long processId, Path dataFolder) {
        this.server = new ServerClient(base);
        this.processId = processId;
        this.meter = new ProcessMeter(processId);
        this.dataFolder = dataFolder;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 4) {
            System.err.println("usage: LoadRun BASE_URL PROCESS_ID DATA_FOLDER MEGABYTES [LOG_FOLDER]");
            System.exit(2);
        }
        LoadRun run = new LoadRun(arguments[0], Long.parseLong(arguments[1]), Path.of(arguments[2]));
        run.run(Long.parseLong(arguments[3]) * 1_000_000, Path.of(arguments.length > 4 ? arguments[4] : "none"));
    }

    private void run(long totalBytes, Path logFolder) throws Exception {
        long stepNanos = SPAN.toNanos() / Math.max(1, totalBytes / AVERAGE_LINE_BYTES);
        Corpus corpus = new Corpus(logFolder, 1, START.getEpochSecond() * 1_000_000_000, stepNanos);
        ingest("cold", corpus, totalBytes / 2);
        ingest("warm", corpus, totalBytes - totalBytes / 2);
        long stored = folderBytes(dataFolder);
        System.out.printf(
                Locale.ROOT,
                "stored: %.1f MB, raw / stored %.2f%n",
                megabytes(stored),
                (double) corpus.lineBytes() / stored);
        for (String name : QUERIES.keySet()) {
            for (int run = 0; run < QUERY_RUNS; run++) {
                meter.measure(name, () -> {
                    query(QUERIES.get(name));
                    return corpus.lineBytes();
                });
            }
        }
    }

    /** The first part also pays for the compiler's work; the second shows what a process that has run for a while costs. */
    private void ingest(String name, Corpus corpus, long bytes) throws Exception {
        long before = corpus.lineBytes();
        List<byte[]> bodies = new ArrayList<>();
        while (corpus.lineBytes() < before + bytes) {
            bodies.add(Snappy.compress(corpus.nextRequest(REQUEST_BYTES)));
        }
        long raw = corpus.lineBytes() - before;
        System.out.printf(Locale.ROOT, "%s: %.1f MB raw in %d requests%n", name, megabytes(raw), bodies.size());
        ProcessFigures start = ProcessFigures.of(processId);
        meter.measure(name + " until acknowledged", () -> {
            server.push(bodies);
            return raw;
        });
        meter.measure(name + " flush", () -> {
            server.flush();
            return raw;
        });
        double cpu = ProcessFigures.of(processId).cpuSeconds() - start.cpuSeconds();
        System.out.printf(
                Locale.ROOT, "%-28s %32.2f s cpu  %8.1f MB raw/cpu-s%n", name + " both", cpu, megabytes(raw) / cpu);
    }

    private void query(String query) {
        long start = START.getEpochSecond();
        String path = "/loki/api/v1/query_range?limit=100&start=" + start + "&end=" + (start + SPAN.toSeconds() * 2)
                + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        HttpResponse<String> response = server.get(path);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(query + " answered " + response.statusCode() + ": " + response.body());
        }
    }

    private static long folderBytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static double megabytes(long bytes) {
        return bytes / 1e6;
    }
}

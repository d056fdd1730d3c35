package dev.lodur.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.xerial.snappy.Snappy;

/**
 * Fills a running server with a corpus, asks the {@link BenchQueries} three times each, and prints what each costs and
 * whether it was answered rightly.
 *
 * <p>Usage: {@code QueryRun [--head] [--pushed] BASE_URL PROCESS_ID MEGABYTES [LOG_FOLDER]}. {@code --head} leaves in
 * memory what fits there, without it everything is stored before the first query. {@code --pushed} asks only: the server
 * holds the corpus of an earlier run of the same size and folder.
 */
public final class QueryRun {
    private static final int REQUEST_BYTES = 1 << 20;
    private static final int WAVE = 64;
    private static final Instant START = Instant.parse("2026-11-10T06:00:00Z");
    private static final Duration SPAN = Duration.ofHours(5);
    private static final Duration WINDOW = Duration.ofHours(6);
    private static final int AVERAGE_LINE_BYTES = 150;
    private static final int STEP_SECONDS = 300;
    private static final int RUNS = 3;
    private static final double[] NEEDLES_AT = {0.1, 0.5, 0.9};

    private final ServerClient server;
    private final long processId;
    private final long totalBytes;
    private final CorpusFacts facts = new CorpusFacts(START.getEpochSecond() * 1_000_000_000);
    private final Corpus corpus;

    private QueryRun(ServerClient server, long processId, long totalBytes, Path logFolder) {
        this.server = server;
        this.processId = processId;
        this.totalBytes = totalBytes;
        long stepNanos = SPAN.toNanos() / Math.max(1, totalBytes / AVERAGE_LINE_BYTES);
        this.corpus = new Corpus(logFolder, 1, START.getEpochSecond() * 1_000_000_000, stepNanos, facts);
    }

    public static void main(String[] arguments) throws Exception {
        List<String> options =
                Arrays.stream(arguments).filter(text -> text.startsWith("--")).toList();
        List<String> operands =
                Arrays.stream(arguments).filter(text -> !text.startsWith("--")).toList();
        if (operands.size() < 3 || !List.of("--head", "--pushed").containsAll(options)) {
            System.err.println("usage: QueryRun [--head] [--pushed] BASE_URL PROCESS_ID MEGABYTES [LOG_FOLDER]");
            System.exit(2);
        }
        QueryRun run = new QueryRun(
                new ServerClient(operands.get(0)),
                Long.parseLong(operands.get(1)),
                Long.parseLong(operands.get(2)) * 1_000_000,
                Path.of(operands.size() > 3 ? operands.get(3) : "none"));
        run.fill(!options.contains("--pushed"));
        new ServerRest(run.server, run.processId).await(!options.contains("--head"));
        System.exit(run.ask() ? 0 : 1);
    }

    /** Makes the corpus, and pushes it if it has not been pushed. */
    private void fill(boolean push) throws Exception {
        int needles = 0;
        List<byte[]> wave = new ArrayList<>();
        while (corpus.lineBytes() < totalBytes) {
            if (needles < NEEDLES_AT.length && corpus.lineBytes() >= NEEDLES_AT[needles] * totalBytes) {
                corpus.hideNeedle();
                needles++;
            }
            wave.add(Snappy.compress(corpus.nextRequest(REQUEST_BYTES)));
            if (wave.size() == WAVE || corpus.lineBytes() >= totalBytes) {
                if (push) {
                    server.push(wave);
                }
                wave.clear();
            }
        }
        System.out.printf(Locale.ROOT, "%d lines, %.1f MB of lines%n", corpus.lineCount(), corpus.lineBytes() / 1e6);
    }

    private boolean ask() {
        long start = START.getEpochSecond();
        long steps = (corpus.timestampNanos() - start * 1_000_000_000 - 1) / (STEP_SECONDS * 1_000_000_000L) + 1;
        long end = start + steps * STEP_SECONDS;
        if (end - start > WINDOW.toSeconds()) {
            throw new IllegalStateException("the corpus spans more than the queries' window of " + WINDOW);
        }
        System.out.println("| query | first, s wall / s CPU | best, s wall / s CPU | raw MB per CPU-second | answer |");
        System.out.println("|---|---|---|---|---|");
        boolean right = true;
        for (BenchQuery query : BenchQueries.of(facts)) {
            right &= ask(query, query.path(start, end));
        }
        ProcessFigures figures = ProcessFigures.of(processId);
        System.out.printf("resident %d MB, peak %d MB%n", figures.residentKib() >> 10, figures.peakKib() >> 10);
        return right;
    }

    private boolean ask(BenchQuery query, String path) {
        List<QueryRunFigures> runs = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            runs.add(QueryRunFigures.measure(server, processId, path, query.expected()));
        }
        QueryRunFigures first = runs.getFirst();
        double bestWall =
                runs.stream().mapToDouble(QueryRunFigures::wallSeconds).min().orElseThrow();
        double bestCpu =
                runs.stream().mapToDouble(QueryRunFigures::cpuSeconds).min().orElseThrow();
        List<String> failures = runs.stream()
                .map(QueryRunFigures::failure)
                .filter(text -> !text.isEmpty())
                .toList();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f / %.2f | %.2f / %.2f | %s | %s, %d bytes%s |%n",
                query.name(),
                first.wallSeconds(),
                first.cpuSeconds(),
                bestWall,
                bestCpu,
                query.selectedBytes() == 0
                        ? ""
                        : "%.0f".formatted(query.selectedBytes() / 1e6 / Math.max(bestCpu, 0.01)),
                query.expected().summary(),
                first.answerBytes(),
                failures.isEmpty() ? "" : " **FAILED**: " + failures.getFirst());
        return failures.isEmpty();
    }
}

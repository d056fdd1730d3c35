package dev.lodur.compaction.exchange;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.FileLayer;
import dev.lodur.store.Sleeper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Pushes exported files to a server, in batches, one after the other. A push that is refused for now is repeated with
 * growing pauses. The same lines may be pushed again without harm: the server knows entries that it has. For one thread.
 */
public final class Import {
    private static final long BATCH_CHARACTERS_MAX = 1 << 20;
    private static final int BATCH_ROWS_MAX = 10_000;
    private static final int ATTEMPTS_MAX = 20;
    private static final long PAUSE_MILLIS = 1000;
    private static final long PAUSE_MILLIS_MAX = 60_000;

    private final FileLayer files;
    private final Push push;
    private final Sleeper sleeper;
    private final Consumer<String> notices;
    private final PushBatch batch = new PushBatch(BATCH_CHARACTERS_MAX, BATCH_ROWS_MAX);
    private long pushed;
    private int batches;
    private int refusedBatches;

    /** Sends the body of a push, JSON of Loki's endpoint, and waits for the answer. */
    @FunctionalInterface
    public interface Push {
        /** @throws IOException where there was none */
        Answer send(byte[] json) throws IOException;
    }

    /**
     * What a server says to a push.
     *
     * @param status of HTTP
     * @param text of the body
     * @param retryAfterSeconds how long it asks to wait; 0 where it does not
     */
    public record Answer(int status, String text, long retryAfterSeconds) {
        boolean isForNow() {
            return status == 429 || status >= 500;
        }
    }

    /**
     * What was pushed.
     *
     * @param lines that were sent and answered
     * @param refusedBatches batches of which some or all lines were refused for good
     */
    public record Result(long lines, int batches, int refusedBatches) {}

    /** @param notices is told why lines were refused for good, and why it waits */
    public Import(FileLayer files, Push push, Sleeper sleeper, Consumer<String> notices) {
        this.files = files;
        this.push = push;
        this.sleeper = sleeper;
        this.notices = notices;
    }

    /** The files of a folder that can be imported, by name; a file stands for itself. */
    public static List<Path> filesOf(Path fileOrFolder) throws IOException {
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(fileOrFolder);
        }
        try (Stream<Path> listed = Files.list(fileOrFolder)) {
            return listed.filter(file -> isParquet(file) || isJsonLines(file))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isParquet(Path file) {
        return lowerName(file).endsWith(".parquet");
    }

    private static boolean isJsonLines(Path file) {
        String name = lowerName(file);
        return Stream.of(".jsonl", ".ndjson", ".json")
                .anyMatch(suffix -> name.endsWith(suffix) || name.endsWith(suffix + ".gz"));
    }

    private static String lowerName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }

    /**
     * Pushes the files' lines.
     *
     * @throws LodurException where a file cannot be read or the server refuses everything; what was pushed until then is
     *     there, and another run does no harm
     */
    public Result run(List<Path> all) throws IOException {
        for (Path file : all) {
            if (isParquet(file)) {
                SegmentRows.read(files, file, this::add);
            } else {
                readJson(file);
            }
        }
        flush();
        return new Result(pushed, batches, refusedBatches);
    }

    private void readJson(Path file) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in = lowerName(file).endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            new JsonLinesReader(in, file.toString()).read(this::add);
        }
    }

    private void add(ExportedRow row) {
        if (batch.isFullFor(row)) {
            flush();
        }
        batch.add(row);
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        Answer answer = send(batch.body());
        switch (answer.status()) {
            case 200, 204 -> {}
            case 400 -> {
                refusedBatches++;
                notices.accept(
                        "of " + lines() + " some were refused: " + answer.text().strip());
            }
            default ->
                throw new LodurException(
                        ErrorCode.UNAVAILABLE,
                        "the server answers " + answer.status() + " after " + pushed + " lines: "
                                + answer.text().strip());
        }
        pushed += batch.rows();
        batches++;
        batch.clear();
    }

    private String lines() {
        return "lines " + (pushed + 1) + " to " + (pushed + batch.rows());
    }

    private Answer send(byte[] body) {
        for (int attempt = 1; ; attempt++) {
            Answer answer = sendOnce(body);
            if (!answer.isForNow() || attempt == ATTEMPTS_MAX) {
                return answer;
            }
            pause(attempt, answer);
        }
    }

    /** No answer is as good as "not now": the push may have been taken, and is recognised when it comes again. */
    private Answer sendOnce(byte[] body) {
        try {
            return push.send(body);
        } catch (IOException e) {
            return new Answer(503, "no answer: " + e.getMessage(), 0);
        }
    }

    private void pause(int attempt, Answer answer) {
        long grownMillis = Math.min(PAUSE_MILLIS << Math.min(attempt - 1, 10), PAUSE_MILLIS_MAX);
        long millis = Math.max(grownMillis, Math.min(answer.retryAfterSeconds() * 1000, PAUSE_MILLIS_MAX));
        notices.accept(lines() + " are pushed again in " + millis / 1000 + " s: " + answer.status() + " "
                + answer.text().strip());
        try {
            sleeper.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "interrupted after " + pushed + " lines", e);
        }
    }
}

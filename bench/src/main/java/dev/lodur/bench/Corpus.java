package dev.lodur.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * Realistic log lines and the push requests that carry them, the same for a seed on every machine.
 *
 * <p>A third of the bytes are made-up JSON access logs ({@code app="web"}) and logfmt application logs
 * ({@code app="svc"}); the rest are {@link SystemLogs}. Timestamps grow from line to line. Not thread-safe.
 */
final class Corpus {
    /** What stands in the lines that {@link #hideNeedle} adds, and in no other. */
    static final String NEEDLE = "7f3c9a51e2d84b60";

    private static final int HOSTS = 5;
    private static final double WEB_SHARE = 0.18;
    private static final double SERVICE_SHARE = 0.14;

    private final Random random;
    private final SystemLogs systemLogs;
    private final ApplicationLogs applicationLogs;
    private final LineListener listener;
    private final long stepNanos;
    private long timestampNanos;
    private long lineBytes;
    private long lineCount;
    private int requests;
    private boolean needleDue;

    /** Hears of each line in the order of the timestamps. */
    @FunctionalInterface
    interface LineListener {
        void line(String application, String host, long timestampNanos, String line, int lineBytes);
    }

    Corpus(Path folder, long seed, long startNanos, long stepNanos) {
        this(folder, seed, startNanos, stepNanos, (application, host, timestamp, line, bytes) -> {});
    }

    Corpus(Path folder, long seed, long startNanos, long stepNanos, LineListener listener) {
        this.random = new Random(seed);
        this.systemLogs = new SystemLogs(folder, random);
        this.applicationLogs = new ApplicationLogs(random);
        this.listener = listener;
        this.timestampNanos = startNanos;
        this.stepNanos = stepNanos;
    }

    long lineBytes() {
        return lineBytes;
    }

    long lineCount() {
        return lineCount;
    }

    /** The timestamp of the last line. */
    long timestampNanos() {
        return timestampNanos;
    }

    /** Puts a line with the {@link #NEEDLE} among the service's lines of the next request. */
    void hideNeedle() {
        needleDue = true;
    }

    /** The next push request, protobuf before snappy, with about the given bytes of lines. */
    byte[] nextRequest(int bytes) {
        Map<String, ByteArrayOutputStream> streams = new LinkedHashMap<>();
        String host = "node-0" + (1 + requests++ % HOSTS);
        long until = lineBytes + bytes;
        while (lineBytes < until) {
            addLine(streams, host);
        }
        if (needleDue) {
            needleDue = false;
            add(streams, "svc", host, "rare event: quota handoff id=" + NEEDLE + " finished in state DEADBEEFCAFE");
        }
        return request(streams, bytes * 5 / 4);
    }

    private static byte[] request(Map<String, ByteArrayOutputStream> streams, int expectedBytes) {
        ByteArrayOutputStream request = new ByteArrayOutputStream(expectedBytes);
        streams.forEach((labels, entries) -> {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            Protobuf.field(stream, 1, labels.getBytes(StandardCharsets.UTF_8));
            stream.writeBytes(entries.toByteArray());
            Protobuf.field(request, 1, stream.toByteArray());
        });
        return request.toByteArray();
    }

    private void addLine(Map<String, ByteArrayOutputStream> streams, String host) {
        double kind = random.nextDouble();
        if (kind < WEB_SHARE) {
            add(streams, "web", host, applicationLogs.jsonLine());
        } else if (kind < WEB_SHARE + SERVICE_SHARE) {
            add(streams, "svc", host, applicationLogs.logfmtLine());
        } else {
            int application = systemLogs.pickApplication();
            add(streams, systemLogs.name(application), host, systemLogs.line(application));
        }
    }

    private void add(Map<String, ByteArrayOutputStream> streams, String application, String host, String line) {
        timestampNanos += stepNanos;
        byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
        String labels = "{app=\"" + application + "\", host=\"" + host + "\", job=\"bench\"}";
        Protobuf.entry(streams.computeIfAbsent(labels, key -> new ByteArrayOutputStream()), timestampNanos, utf8);
        lineBytes += utf8.length;
        lineCount++;
        listener.line(application, host, timestampNanos, line, utf8.length);
    }
}

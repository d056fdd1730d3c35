package dev.lodur.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Realistic log lines and the push requests that carry them, the same for a seed on every machine.
 *
 * <p>A third of the bytes are made-up JSON access logs and logfmt application logs; the rest are lines of files in a
 * folder ({@code *.log}, one application each) with their longer digit runs redrawn, or, where no folder is given, lines
 * of a few made-up system logs. Not thread-safe.
 */
final class Corpus {
    private static final Pattern DIGIT_RUN = Pattern.compile("\\d{3,18}");
    private static final String[] LEVELS = {"info", "info", "info", "info", "info", "info", "info", "warn", "error"};
    private static final String[] PATHS = {
        "/", "/api/v1/items", "/login", "/static/app.js", "/cart", "/health", "/search"
    };
    private static final String[] MESSAGES = {
        "request served", "flushing stream", "cache miss", "compaction finished", "retrying after timeout"
    };
    private static final int HOSTS = 5;

    private final Random random;
    private final List<String> applications = new ArrayList<>();
    private final List<List<String>> lines = new ArrayList<>();
    private final long stepNanos;
    private long timestampNanos;
    private long lineBytes;
    private long lineCount;
    private int requests;

    Corpus(Path folder, long seed, long startNanos, long stepNanos) {
        this.random = new Random(seed);
        this.timestampNanos = startNanos;
        this.stepNanos = stepNanos;
        readFolder(folder);
        if (lines.isEmpty()) {
            addMadeUp();
        }
    }

    private void readFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".log"))
                    .sorted()
                    .toList()) {
                applications.add(file.getFileName()
                        .toString()
                        .replaceAll("(_2k)?\\.log$", "")
                        .toLowerCase(Locale.ROOT));
                lines.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addMadeUp() {
        applications.add("sshd");
        lines.add(
                List.of(
                        "Nov 10 06:55:46 node sshd[24200]: Invalid user webmaster from 173.234.31.186 port 38926",
                        "Nov 10 06:55:48 node sshd[24200]: Failed password for invalid user webmaster from 173.234.31.186 port 38926 ssh2",
                        "Nov 10 06:56:12 node sshd[24206]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh rhost=10.20.30.40"));
        applications.add("storage");
        lines.add(
                List.of(
                        "081109 203615 148 INFO dfs.DataNode$PacketResponder: PacketResponder 1 for block blk_38865049064139660 terminating",
                        "081109 203807 222 INFO dfs.DataNode$PacketResponder: Received block blk_-6952295868487656571 of size 67108864 from /10.251.73.220",
                        "081109 204005 35 INFO dfs.FSNamesystem: BLOCK* NameSystem.addStoredBlock: blockMap updated: 10.251.73.220:50010 is added"));
        applications.add("jvm");
        lines.add(List.of(
                "2026-11-10 06:12:33,101 WARN [RecvWorker:188978561024:Connection@762] - Connection broken for id 188978561024, my id = 1, error =",
                "2026-11-10 06:12:34,455 INFO [main:Environment@100] - Server environment:java.version=25.0.1 pid=12345",
                "java.lang.IllegalStateException: queue 4711 is closed at dev.example.Queue.take(Queue.java:212)"));
    }

    long lineBytes() {
        return lineBytes;
    }

    long lineCount() {
        return lineCount;
    }

    /** The next push request, protobuf before snappy, with about the given bytes of lines. */
    byte[] nextRequest(int bytes) {
        Map<String, ByteArrayOutputStream> streams = new LinkedHashMap<>();
        String host = "node-0" + (1 + requests++ % HOSTS);
        long until = lineBytes + bytes;
        while (lineBytes < until) {
            addLine(streams, host);
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream(bytes * 5 / 4);
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
        int file = random.nextInt(applications.size());
        String application = kind < 0.18 ? "web" : kind < 0.32 ? "svc" : applications.get(file);
        String line = kind < 0.18 ? jsonLine() : kind < 0.32 ? logfmtLine() : redrawn(lines.get(file));
        timestampNanos += stepNanos;
        byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
        String labels = "{app=\"" + application + "\", host=\"" + host + "\", job=\"bench\"}";
        Protobuf.entry(streams.computeIfAbsent(labels, key -> new ByteArrayOutputStream()), timestampNanos, utf8);
        lineBytes += utf8.length;
        lineCount++;
    }

    private String redrawn(List<String> file) {
        return DIGIT_RUN
                .matcher(file.get(random.nextInt(file.size())))
                .replaceAll(match -> digits(match.group().length()));
    }

    private String digits(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + (i == 0 ? 1 + random.nextInt(9) : random.nextInt(10))));
        }
        return text.toString();
    }

    private String jsonLine() {
        return String.format(
                Locale.ROOT,
                "{\"time\":\"2026-11-10T06:%02d:%02d.%03dZ\",\"level\":\"%s\",\"remote_addr\":\"10.%d.%d.%d\",\"method\":\"GET\",\"path\":\"%s\",\"status\":%d,\"bytes\":%d,\"duration_ms\":%.3f,\"trace_id\":\"%s\",\"user\":{\"id\":%d,\"plan\":\"pro\"}}",
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(1000),
                pick(LEVELS),
                random.nextInt(4),
                random.nextInt(256),
                random.nextInt(256),
                pick(PATHS),
                random.nextInt(20) == 0 ? 500 : 200,
                200 + random.nextInt(90000),
                random.nextDouble() * 70,
                traceId(),
                random.nextInt(50000));
    }

    private String logfmtLine() {
        return String.format(
                Locale.ROOT,
                "ts=2026-11-10T06:%02d:%02d.%03dZ level=%s caller=push.go:%d msg=\"%s\" component=store duration=%dms size=%dKB trace_id=%s",
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(1000),
                pick(LEVELS),
                20 + random.nextInt(580),
                pick(MESSAGES),
                1 + random.nextInt(4000),
                1 + random.nextInt(900),
                traceId());
    }

    private String traceId() {
        return String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
    }

    private String pick(String[] values) {
        return values[random.nextInt(values.length)];
    }
}

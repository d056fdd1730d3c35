package dev.lodur.bench;

import java.util.Locale;
import java.util.Random;

/** Made-up lines of two applications: a web server that logs JSON, and a service that logs logfmt. Not thread-safe. */
final class ApplicationLogs {
    private static final String[] PATHS = {
        "/", "/api/v1/items", "/login", "/static/app.js", "/cart", "/health", "/search"
    };
    private static final String[] METHODS = {"GET", "GET", "GET", "POST", "PUT"};
    private static final String[] PLANS = {"free", "pro", "team"};
    private static final String[] CALLERS = {"flush", "ring", "push", "query"};
    private static final String[] COMPONENTS = {"store", "ring", "http", "index"};
    private static final String[] MESSAGES = {
        "request served", "flushing stream", "cache miss", "compaction finished", "retrying after timeout"
    };
    private static final double MEAN_DURATION_MILLIS = 35;

    private final Random random;

    ApplicationLogs(Random random) {
        this.random = random;
    }

    String jsonLine() {
        return String.format(
                Locale.ROOT,
                "{\"time\":\"%s\",\"level\":\"%s\",\"remote_addr\":\"10.%d.%d.%d\",\"method\":\"%s\",\"path\":\"%s\",\"status\":%d,\"bytes\":%d,\"duration_ms\":%.3f,\"trace_id\":\"%s\",\"user\":{\"id\":%d,\"plan\":\"%s\"}}",
                time(),
                level(),
                random.nextInt(4),
                random.nextInt(256),
                random.nextInt(256),
                pick(METHODS),
                pick(PATHS),
                status(),
                200 + random.nextInt(90_000),
                random.nextExponential() * MEAN_DURATION_MILLIS,
                traceId(),
                random.nextInt(50_000),
                pick(PLANS));
    }

    String logfmtLine() {
        return String.format(
                Locale.ROOT,
                "ts=%s level=%s caller=%s.go:%d msg=\"%s\" component=%s duration=%dms size=%dKB trace_id=%s",
                time(),
                level(),
                pick(CALLERS),
                20 + random.nextInt(580),
                pick(MESSAGES),
                pick(COMPONENTS),
                1 + random.nextInt(4000),
                1 + random.nextInt(900),
                traceId());
    }

    private String time() {
        return String.format(
                Locale.ROOT,
                "2026-11-10T06:%02d:%02d.%03dZ",
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(1000));
    }

    private String level() {
        int percent = random.nextInt(100);
        return percent < 88 ? "info" : percent < 96 ? "warn" : "error";
    }

    private int status() {
        int kind = random.nextInt(28);
        return kind < 20 ? 200 : kind < 24 ? 304 : kind < 27 ? 404 : 500;
    }

    private String traceId() {
        return String.format(Locale.ROOT, "%016x%016x", random.nextLong(), random.nextLong());
    }

    private String pick(String[] values) {
        return values[random.nextInt(values.length)];
    }
}

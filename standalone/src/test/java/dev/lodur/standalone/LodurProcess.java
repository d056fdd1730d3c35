package dev.lodur.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A packaged application as its users start it: a process of its own with a folder and a port of its own. It ends at the
 * latest with the tests.
 */
public final class LodurProcess implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration CONDITION_PATIENCE = Duration.ofSeconds(20);
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Launch launch;

    private LodurProcess(Process process, Launch launch) {
        this.process = process;
        this.launch = launch;
    }

    /** Starts all roles on a folder with flags in Loki's style and waits until they are ready. */
    static LodurProcess start(Path folder, String... flags) {
        return start(folder, List.of("-Xmx256m"), flags);
    }

    static LodurProcess start(Path folder, List<String> javaOptions, String... flags) {
        LodurProcess lodur = begin(Launch.standalone(folder, javaOptions, flags));
        lodur.awaitReady();
        return lodur;
    }

    /** Starts without waiting for anything. */
    public static LodurProcess begin(Launch launch) {
        try {
            Files.createDirectories(launch.folder());
            Process process = new ProcessBuilder(launch.command())
                    .directory(launch.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(logOf(launch).toFile()))
                    .start();
            RUNNING.add(process);
            return new LodurProcess(process, launch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path logOf(Launch launch) {
        return launch.folder().resolve("lodur.log");
    }

    /** Waits until it takes requests; ends it and shows its log where it does not. */
    public void awaitReady() {
        long deadlineNanos = System.nanoTime() + START_PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
                process.destroyForcibly();
                throw new IllegalStateException("lodur did not become ready:\n" + log());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Waits until something holds; fails with the log where it does not in time, or the process has ended. */
    void await(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + CONDITION_PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
                throw new AssertionError("waited in vain:\n" + log());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    public boolean isReady() {
        try {
            return send(request("/ready").timeout(READY_TIMEOUT).GET()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    public String base() {
        return "http://127.0.0.1:" + launch.httpPort();
    }

    public long processId() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What this process and those before it on the same folder said. */
    public String log() {
        try {
            return Files.readString(logOf(launch));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public HttpResponse<String> get(String pathAndQuery, String... headers) {
        HttpRequest.Builder request = request(pathAndQuery).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    public HttpResponse<String> post(String path, String contentType, byte[] body, String... headers) {
        HttpRequest.Builder request =
                request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).header("Content-Type", contentType);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(base() + pathAndQuery)).timeout(Duration.ofSeconds(60));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the process as the kernel does when memory is short: at once, without a word to it. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(STOP_PATIENCE);
    }

    /** Asks the process to stop, as an init system does, and waits until it has. */
    @Override
    public void close() {
        terminate(STOP_PATIENCE);
    }

    /** Asks the process to stop and waits until it has; one that takes longer is ended, and the test fails. */
    public void terminate(Duration patience) {
        process.destroy();
        awaitEnd(patience);
    }

    /** Has the process stand still, as a long pause of its machine does, until {@link #resume}. */
    public void suspend() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("lodur did not stop within " + patience + ":\n" + log());
            }
            RUNNING.remove(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.lodur.testkit.consul;

import dev.lodur.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A Consul agent of its own process on loopback, a server with its data in a folder, so that it remembers all when it is
 * started again. Where no agent can be had, {@link #start} skips the test and says so loudly.
 */
public final class ConsulAgent implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path executable;
    private final Path folder;
    private final int httpPort;
    private final int serverPort;
    private final int serfPort;
    private @Nullable Process process;

    private ConsulAgent(Path executable, Path folder) {
        this.executable = executable;
        this.folder = folder;
        this.httpPort = FreePorts.next();
        this.serverPort = FreePorts.next();
        this.serfPort = FreePorts.next();
    }

    /** Starts an agent with its data in a folder and waits until it has a leader. */
    public static ConsulAgent start(Path folder) {
        Path executable = executable();
        if (executable == null) {
            String text = "SKIPPED: no consul agent (put consul on the PATH, or run .ci/consul target/consul)";
            System.err.println(text);
            return Assumptions.abort(text);
        }
        ConsulAgent agent = new ConsulAgent(executable, folder);
        agent.start();
        return agent;
    }

    /** {@code LODUR_CONSUL}, else what the project's script puts below {@code target}. */
    private static @Nullable Path executable() {
        String named = System.getenv("LODUR_CONSUL");
        if (named != null) {
            return Path.of(named);
        }
        Path root = root();
        Path folder = root.resolve("target").resolve("consul");
        Path executable = folder.resolve("consul");
        if (!Files.isExecutable(executable)) {
            fetch(root, folder);
        }
        return Files.isExecutable(executable) ? executable : null;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            Path above = folder.getParent();
            if (above == null) {
                throw new IllegalStateException("not within the project's tree");
            }
            folder = above;
        }
        return folder;
    }

    private static void fetch(Path root, Path folder) {
        try {
            Files.createDirectories(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                Process script = new ProcessBuilder(
                                "sh", root.resolve(".ci").resolve("consul").toString(), folder.toString())
                        .inheritIO()
                        .start();
                script.waitFor();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the agent again on the same data and ports. */
    public void start() {
        List<String> command = new ArrayList<>(List.of(executable.toString(), "agent", "-server", "-bootstrap"));
        command.addAll(List.of("-node", "test", "-bind", "127.0.0.1", "-client", "127.0.0.1", "-log-level", "warn"));
        command.addAll(List.of("-data-dir", folder.resolve("consul").toString()));
        command.addAll(List.of("-http-port", Integer.toString(httpPort), "-dns-port", "-1"));
        command.addAll(List.of("-server-port", Integer.toString(serverPort)));
        command.addAll(List.of("-serf-lan-port", Integer.toString(serfPort), "-serf-wan-port", "-1"));
        command.addAll(List.of("-hcl", "performance { raft_multiplier = 1 }"));
        try {
            Files.createDirectories(folder);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("consul.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitLeader();
    }

    private void awaitLeader() {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!hasLeader()) {
            if (System.nanoTime() > deadlineNanos || !isRunning()) {
                throw new IllegalStateException("consul did not become ready: see " + folder.resolve("consul.log"));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    public boolean isRunning() {
        Process running = process;
        return running != null && running.isAlive();
    }

    private boolean hasLeader() {
        return answers("/v1/status/leader", ":" + serverPort) && answers("/v1/catalog/nodes", "\"test\"");
    }

    private boolean answers(String path, String part) {
        try {
            HttpResponse<String> response = CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://" + host() + path))
                            .timeout(Duration.ofSeconds(2))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 && response.body().contains(part);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Host and port of the agent's HTTP API. */
    public String host() {
        return "127.0.0.1:" + httpPort;
    }

    /** Ends the agent at once; {@link #start()} brings it back. */
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        kill();
    }
}

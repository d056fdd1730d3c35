package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A server of several tenants over a folder, and the commands for its bucket, which have the same file. */
final class CommandedServer implements AutoCloseable {
    private static final String FILE = """
            auth_enabled: true
            common:
              path_prefix: %1$s/data
            compactor:
              retention_enabled: true
              delete_request_store: filesystem
              delete_request_cancel_period: 0s
              segment_age_min: 0s
            limits_config:
              ingestion_rate_mb: 100
              ingestion_burst_size_mb: 100
            runtime_config:
              file: %1$s/overrides.yml
              period: 500ms
            """;

    private final Path folder;
    private final Path file;
    private LodurProcess process;

    private CommandedServer(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
        this.process = start();
    }

    /** Starts on an empty folder. */
    static CommandedServer start(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("overrides.yml"), "overrides: {}\n");
            Path file = Files.writeString(folder.resolve("loki.yml"), FILE.formatted(folder));
            return new CommandedServer(folder, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LodurProcess start() {
        return LodurProcess.start(folder, "-config.file=" + file);
    }

    LodurProcess process() {
        return process;
    }

    void stop() {
        process.close();
    }

    /** Starts again where it ended, with fresh eyes: a process that runs goes by catalogs of the last minute. */
    void startAgain() {
        process = start();
    }

    /** What the file of {@code runtime_config} says from now on. */
    void override(String yaml) throws IOException {
        Files.writeString(folder.resolve("overrides.yml"), yaml);
    }

    /** Has all that was pushed stored. */
    void flush() {
        post("/flush");
        process.await(() -> process.get("/metrics").body().contains("lodur_ingester_spool_bytes 0.0"));
    }

    void compact() {
        post("/compactor/compact");
    }

    /** Asks for lines of both days to be deleted. */
    void delete(String tenant, String query) {
        post(
                "/loki/api/v1/delete?start=" + SampleLines.noonNanos(SampleLines.DAY_BEFORE) / 1_000_000_000 + "&query="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8),
                "X-Scope-OrgID",
                tenant);
    }

    private void post(String path, String... headers) {
        HttpResponse<String> answer = process.post(path, "text/plain", new byte[0], headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    /** Runs {@code ./lodur <command> -config.file=...} with options. */
    LodurCommand run(String command, String... options) {
        String[] arguments = Stream.concat(Stream.of(command, "-config.file=" + file), Stream.of(options))
                .toArray(String[]::new);
        LodurCommand run = LodurCommand.run(Map.of(), arguments);
        assertThat(run.output()).doesNotContain("\tat ", "Exception");
        return run;
    }

    /** The same where all must be well. */
    String runWell(String command, String... options) {
        LodurCommand run = run(command, options);
        assertThat(run.exitStatus()).as(run.output()).isZero();
        return run.out();
    }

    Path bucket() {
        return folder.resolve("data").resolve("chunks");
    }

    /** The size and the time of each of the bucket's objects, by its key. */
    SortedMap<String, String> listing() throws IOException {
        SortedMap<String, String> listing = new TreeMap<>();
        try (Stream<Path> files = Files.walk(bucket())) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                String key = bucket().relativize(path).toString();
                listing.put(key, Files.size(path) + " " + Files.getLastModifiedTime(path));
            }
        }
        return listing;
    }

    /** The keys of a tenant's segments that are in the bucket, live or not. */
    List<String> segments(String tenant) throws IOException {
        return listing().keySet().stream()
                .filter(key -> key.startsWith(tenant + "/segments/"))
                .toList();
    }

    @Override
    public void close() {
        process.close();
    }
}

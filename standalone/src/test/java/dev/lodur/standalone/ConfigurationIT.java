package dev.lodur.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.testkit.consul.ConsulAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the packaged application takes its configuration from, and what it says of it. */
class ConfigurationIT {
    private static final String CONSUL_KEY = "loki/settings";

    @TempDir
    private Path folder;

    @Test
    void aGoodFileIsVerified() {
        LodurCommand verified = LodurCommand.run(
                Map.of("PORT", "3111"),
                "-verify-config",
                "-config.expand-env=true",
                "-config.file="
                        + write("server: {http_listen_port: '${PORT}'}\ningester: {chunk_retain_period: 30s}\n"));

        assertThat(verified.exitStatus()).as(verified.output()).isZero();
        assertThat(verified.output())
                .contains("config is valid")
                .contains("loki.yml:2: ingester.chunk_retain_period is not used")
                .contains("warning: auth_enabled is not set");
    }

    @Test
    void aBadFileIsRefusedWithEachLineAndTheNearestKey() {
        LodurCommand verified = LodurCommand.run(
                Map.of(),
                "-verify-config",
                "-config.file=" + write("ingester:\n  chunk_idle_perid: 1m\nserver: {http_listen_port: x}\n"));

        assertThat(verified.exitStatus()).isEqualTo(1);
        assertThat(verified.output())
                .contains("multiple config errors found (2)")
                .contains("loki.yml:2: field chunk_idle_perid not found in ingester: the nearest known key is"
                        + " ingester.chunk_idle_period")
                .contains("loki.yml:3: server.http_listen_port is \"x\", expected a port")
                .doesNotContain("\tat ");
    }

    @Test
    void theTargetOfAnotherApplicationIsRefused() {
        LodurCommand started = LodurCommand.run(Map.of(), "-target=querier");

        assertThat(started.exitStatus()).isEqualTo(1);
        assertThat(started.output())
                .isEqualToIgnoringNewLines(
                        "-target: target is querier, this application runs all: start the application"
                                + " of the role, for example with ./lodur run -target=querier");
    }

    @Test
    void versionTargetsAndFlagsArePrinted() {
        assertThat(LodurCommand.run(Map.of(), "-version").output()).startsWith("lodur, version ");
        assertThat(LodurCommand.run(Map.of(), "-list-targets").output().lines())
                .containsExactly("all", "distributor", "ingester", "querier", "compactor");
        assertThat(LodurCommand.run(Map.of(), "-help").output().lines())
                .anyMatch(line -> line.startsWith("  -config.file  "))
                .anyMatch(line -> line.startsWith("  -server.http-listen-port  "));
    }

    @Test
    void aVariableCountsAsAKeyAndAWrongOneIsNamed() {
        LodurCommand verified = LodurCommand.run(Map.of("LODUR_INGESTER_CHUNK_IDLE_PERIOD", "soon"), "-verify-config");

        assertThat(verified.exitStatus()).isEqualTo(1);
        assertThat(verified.output())
                .startsWith(
                        "LODUR_INGESTER_CHUNK_IDLE_PERIOD: ingester.chunk_idle_period is \"soon\", expected a duration");
    }

    @Test
    void propertiesOfTheVirtualMachineWinOverTheFile() {
        Path file = write("ingester: {chunk_idle_period: 2m, max_chunk_age: 3h}\n");

        try (LodurProcess lodur = LodurProcess.start(
                folder.resolve("p"),
                List.of("-Xmx256m", "-Dlodur.ingester.chunk-idle-period=1m"),
                "-config.file=" + file,
                "-print-config-stderr",
                "-consul.acl-token=hidden")) {
            assertThat(lodur.get("/config").body()).contains("chunk_idle_period: 1m0s", "max_chunk_age: 3h0m0s");
            assertThat(lodur.log())
                    .contains("# lodur, version ", "chunk_idle_period: 1m0s", "acl_token: \"********\"")
                    .doesNotContain("hidden");
        }
    }

    @Test
    void settingsInConsulCountWhereTheFileSaysNothing() throws Exception {
        Path file = write("ingester: {max_chunk_age: 3h}\n");
        try (ConsulAgent consul = ConsulAgent.start(folder.resolve("agent"))) {
            put(consul, """
                    lodur.ingester.chunk-idle-period=1m
                    lodur.ingester.max-chunk-age=9h
                    lodur.server.log-level=warn
                    """);

            try (LodurProcess lodur = startWith(consul, file)) {
                assertThat(lodur.get("/config").body())
                        .contains("chunk_idle_period: 1m0s", "max_chunk_age: 3h0m0s", "log_level: warn");
                assertThat(lodur.get("/log_level").body()).contains("warn");
            }
        }
    }

    @Test
    void settingsInConsulThatCannotBeReadAreRefusedInOneLine() throws Exception {
        try (ConsulAgent consul = ConsulAgent.start(folder.resolve("agent"))) {
            assertThat(startRefused(consul.host()))
                    .contains("consul_kv.settings_key is \"loki/settings\", not found in the Consul of http://"
                            + consul.host());

            put(consul, "lodur.ingester.chunk-idle-perod=1m");
            assertThat(startRefused(consul.host()))
                    .contains("lodur.ingester.chunk-idle-perod: no such key: the nearest known one is"
                            + " lodur.ingester.chunk-idle-period");
        }
        assertThat(startRefused("127.0.0.1:1")).contains("the Consul agent at 127.0.0.1:1 cannot be asked");
    }

    private String startRefused(String agent) {
        LodurCommand started = LodurCommand.run(
                Map.of(),
                "-common.path-prefix=" + folder.resolve("refused"),
                "-server.http-listen-port=0",
                "-server.grpc-listen-port=0",
                "-consul.hostname=" + agent,
                "-consul-kv.settings-key=" + CONSUL_KEY);
        assertThat(started.exitStatus()).as(started.output()).isEqualTo(1);
        assertThat(started.output()).doesNotContain("\tat ");
        return started.output();
    }

    private LodurProcess startWith(ConsulAgent consul, Path file) {
        return LodurProcess.start(
                folder.resolve("c"),
                "-config.file=" + file,
                "-consul.hostname=" + consul.host(),
                "-consul-kv.settings-key=" + CONSUL_KEY);
    }

    private static void put(ConsulAgent consul, String value) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + consul.host() + "/v1/kv/" + CONSUL_KEY))
                                .PUT(HttpRequest.BodyPublishers.ofString(value))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body().strip()).isEqualTo("true");
    }

    private Path write(String text) {
        try {
            return Files.writeString(folder.resolve("loki.yml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file of a home cluster that was written for Loki 2 starts each of the four services as it is. */
class HomeLabTest {
    private static final Map<String, String> NOMAD = Map.of(
            "NOMAD_PORT_http", "24001",
            "NOMAD_PORT_grpc", "24002",
            "NOMAD_IP_http", "192.168.1.11",
            "NOMAD_ALLOC_DIR", "/alloc",
            "R2_KEY_ID", "id",
            "R2_SECRET", "se/cret+%");

    @TempDir
    private Path directory;

    private ConfigFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigFiles(directory);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ALL")
    void everyServiceStartsFromIt(Target service) {
        ConfigLoader.Loaded loaded = files.loadAs(service, Map.of(), files.resource("home-lab.yaml"));

        LokiConfig config = loaded.config();
        assertThat(config.targets()).isEqualTo(Set.of(service));
        assertThat(config.ingester().lifecycler().ring().store()).isEqualTo(RingConfig.Store.CONSUL);
        assertThat(config.ingester().lifecycler().ring().prefix()).isEqualTo("loki/collectors/");
        assertThat(config.consul().host()).isEqualTo("localhost:8500");
        assertThat(config.storage().store()).isInstanceOf(StorageConfig.S3.class);
        assertThat(warnings(loaded))
                .containsExactlyInAnyOrder(
                        "ingester.chunk_retain_period",
                        "storage_config.boltdb_shipper",
                        "storage_config.aws.sse_encryption",
                        "storage_config.aws.dynamodb",
                        "auth_enabled",
                        "schema_config.configs[0].store",
                        "schema_config.configs[0].schema",
                        "ingester.lifecycler.port");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ALL")
    void theSameFileWithNomadsVariablesStartsEveryServiceToo(Target service) {
        Path file = files.resource("home-lab-nomad.yaml");

        ConfigLoader.Loaded loaded = files.loadAs(service, NOMAD, file, "-config.expand-env=true");

        LokiConfig config = loaded.config();
        assertThat(config.server().httpListenPort()).isEqualTo(24001);
        assertThat(config.server().grpcListenPort()).isEqualTo(24002);
        assertThat(config.ingester().lifecycler().address()).isEqualTo("192.168.1.11");
        assertThat(config.ingester().lifecycler().port()).isEqualTo(24002);
        assertThat(config.ingester().chunkIdlePeriod()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.consul().host()).isEqualTo("http://192.168.1.11:8500");
        assertThat(config.storage().store()).isInstanceOfSatisfying(StorageConfig.S3.class, s3 -> {
            assertThat(s3.bucket()).isEqualTo("logs");
            assertThat(s3.endpoint()).isEqualTo("0123456789abcdef.r2.cloudflarestorage.com");
            assertThat(s3.accessKeyId().value()).isEqualTo("id");
            assertThat(s3.secretAccessKey().value()).isEqualTo("se/cret+%");
        });
        assertThat(loaded.warnings())
                .filteredOn(warning -> warning.contains("lifecycler.port"))
                .singleElement()
                .asString()
                .isEqualTo(file + ":14: ingester.lifecycler.port is 24001, the HTTP port: the gRPC port 24002 is"
                        + " advertised");
        assertThat(config.asYaml()).doesNotContain("se/cret");
    }

    @Test
    void withoutExpansionAHintSaysWhatIsMissing() {
        Path file = files.resource("home-lab-nomad.yaml");

        assertThatThrownBy(() -> files.loadAs(Target.QUERIER, NOMAD, file))
                .hasMessageContaining(file + ":2: server.http_listen_port is \"${NOMAD_PORT_http}\"")
                .hasMessageContaining("set -config.expand-env=true to have ${NAME} replaced");
    }

    @Test
    void anAbsentPortIsTheGrpcPortAndAWarningSaysSoWhereItMatters() {
        String text = "auth_enabled: false\nserver: {grpc_listen_port: 9000}\ningester: {lifecycler: {%s}}\n";
        Path chosen = files.write("chosen.yml", text.formatted("address: 10.0.0.1"));
        Path left = files.write("left.yml", text.formatted("num_tokens: 64"));
        Path defaulted = files.write("defaulted.yml", "auth_enabled: false\n");

        assertThat(portWarnings(Target.INGESTER, chosen))
                .containsExactly(chosen + ":3: ingester.lifecycler.port is not set: the gRPC port 9000 is advertised");
        assertThat(portWarnings(Target.INGESTER, defaulted))
                .containsExactly("ingester.lifecycler.port is not set: the gRPC port 9095 is advertised");
        assertThat(portWarnings(Target.INGESTER, left)).isEmpty();
        assertThat(portWarnings(Target.QUERIER, chosen)).isEmpty();
        assertThat(portWarnings(Target.ALL, chosen)).isEmpty();
    }

    private List<String> portWarnings(Target service, Path file) {
        return files.loadAs(service, Map.of(), file).warnings().stream()
                .filter(warning -> warning.contains("lifecycler.port"))
                .toList();
    }

    /** The keys that the warnings are about. */
    private static List<String> warnings(ConfigLoader.Loaded loaded) {
        return loaded.warnings().stream()
                .map(warning -> warning.replaceFirst("^\\S+:\\d+: ", "").split(" ", 2)[0])
                .toList();
    }
}

package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyReaderTest {
    private static final String KEY = "lodur.ingester.chunk-idle-period";
    private static final String VARIABLE = "LODUR_INGESTER_CHUNK_IDLE_PERIOD";
    private static final PropertyLayer CONSUL = PropertyLayer.source("consul", Map.of(KEY, "1m"));

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void setUp() {
        file = new ConfigFiles(directory).write("loki.yml", "auth_enabled: false\ningester: {chunk_idle_period: 2m}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "consul, 1",
        "consul file, 2",
        "consul file environment, 3",
        "consul file environment system, 4",
        "consul file environment system flag, 5",
    })
    void eachPlaceWinsOverTheOnesBeforeIt(String places, long minutes) {
        Map<String, String> environment = places.contains("environment") ? Map.of(VARIABLE, "3m") : Map.of();
        Map<String, String> system = places.contains("system") ? Map.of(KEY, "4m") : Map.of();
        List<String> arguments = places.contains("flag")
                ? List.of("-config.file=" + file, "-ingester.chunks-idle-period=5m")
                : List.of("-config.file=" + file);
        CommandLine line = CommandLine.parse(places.contains("file") ? arguments : List.of());

        LokiConfig config = new ConfigLoader(line, environment, system, null)
                .load(List.of(CONSUL))
                .config();

        assertThat(config.ingester().chunkIdlePeriod()).isEqualTo(Duration.ofMinutes(minutes));
    }

    @Test
    void aSecretMayComeFromTheEnvironment() {
        LokiConfig config = load(
                Map.of("LODUR_STORAGE_CONFIG_AWS_SECRET_ACCESS_KEY", "hidden", "LODUR_AUTH_ENABLED", "true"), Map.of());

        assertThat(config.tenancy()).isEqualTo(TenancyMode.REQUIRED);
        assertThat(config.asYaml()).contains("secret_access_key: \"********\"").doesNotContain("hidden");
    }

    @Test
    void aPortFromTheEnvironmentIsWhereQuarkusListens() {
        LokiConfig config = load(Map.of("LODUR_SERVER_HTTP_LISTEN_PORT", "4000"), Map.of());

        assertThat(config.server().httpListenPort()).isEqualTo(4000);
        assertThat(config.asProperties()).containsEntry("quarkus.http.port", "4000");
    }

    @Test
    void anUnknownPropertyIsNamedWithTheNearestOne() {
        assertThatThrownBy(() -> load(Map.of(), Map.of("lodur.ingester.chunk-idle-perod", "1m")))
                .isInstanceOf(LodurException.class)
                .hasMessage("-Dlodur.ingester.chunk-idle-perod: no such key: the nearest known one is " + KEY);
        assertThatThrownBy(() -> load(Map.of("LODUR_INGESTER_CHUNK_IDLE_PEROD", "1m"), Map.of()))
                .isInstanceOf(LodurException.class)
                .hasMessage("LODUR_INGESTER_CHUNK_IDLE_PEROD: no such key: the nearest known one is " + VARIABLE);
    }

    @Test
    void variablesOfScriptsAreNobodysMistake() {
        LokiConfig config = load(Map.of("LODUR_HEAP", "64m", "LODUR_JAVA_OPTIONS", "-Xint", "LODURE", "x"), Map.of());

        assertThat(config.ingester().chunkIdlePeriod()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aWrongValueNamesThePlaceItIsFrom() {
        PropertyLayer wrong = PropertyLayer.source("consul", Map.of(KEY, "soon", "other.key", "x"));

        assertThatThrownBy(() -> loader(Map.of(), Map.of()).load(List.of(wrong)))
                .isInstanceOf(LodurException.class)
                .hasMessageStartingWith(
                        "consul: " + KEY + ": ingester.chunk_idle_period is \"soon\", expected a duration");
    }

    private LokiConfig load(Map<String, String> environment, Map<String, String> system) {
        return loader(environment, system).load().config();
    }

    private ConfigLoader loader(Map<String, String> environment, Map<String, String> system) {
        return new ConfigLoader(
                CommandLine.parse(List.of("-config.file=" + file)), environment, system, Target.DISTRIBUTOR);
    }
}

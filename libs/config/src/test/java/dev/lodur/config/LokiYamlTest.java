package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LokiYamlTest {
    @TempDir
    private Path directory;

    @Test
    void anUnknownKeyNamesItsLineAndTheNearestKnownOne() {
        assertErrors(
                """
                auth_enabled: false
                server:
                  http_listn_port: 3100
                """,
                "FILE:3: field http_listn_port not found in server: the nearest known key is server.http_listen_port");
    }

    @Test
    void anUnknownKeyAtTheTopNamesTheNearestSection() {
        assertErrors(
                "limit_config: {}\n",
                "FILE:1: field limit_config not found in the file's top level: the nearest"
                        + " known key is limits_config");
    }

    @Test
    void aKeyOfAnotherSectionIsNamedWithItsPlace() {
        assertErrors(
                "max_chunk_age: 1h\n",
                "FILE:1: field max_chunk_age not found in the file's top level: the nearest known key is"
                        + " ingester.max_chunk_age");
        assertErrors(
                "server: {retention_period: 7d}\n",
                "FILE:1: field retention_period not found in server: the nearest known key is"
                        + " limits_config.retention_period");
    }

    @Test
    void anUnknownKeyInsideAListIsFound() {
        assertErrors(
                """
                schema_config:
                  configs:
                    - from: 2020-01-01
                      store: tsdb
                      object_stor: filesystem
                """,
                "field object_stor not found in schema_config.configs: the nearest known key is"
                        + " schema_config.configs.object_store");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    server: {http_listen_port: abc}                | server.http_listen_port is "abc", expected a port from 0 to 65535: not a whole number
                    server: {http_listen_port: 70000}              | server.http_listen_port is "70000", expected a port from 0 to 65535: out of range
                    server: {http_listen_port: [1]}                | server.http_listen_port is a list, expected a port from 0 to 65535
                    server: 5                                      | server is "5", expected a section of keys
                    server: {log_level: loud}                      | server.log_level is "loud", expected one of debug, info, warn, error
                    auth_enabled: maybe                            | auth_enabled is "maybe", expected true or false: neither true nor false
                    ingester: {chunk_idle_period: 5x}              | ingester.chunk_idle_period is "5x", expected a duration such as 1h30m: time: unknown unit "x" in duration "5x"
                    ingester: {chunk_idle_period: 300}             | ingester.chunk_idle_period is "300", expected a duration such as 1h30m: time: missing unit in duration "300"
                    ingester: {chunk_idle_period: {a: b}}          | ingester.chunk_idle_period is a mapping, expected a duration such as 1h30m
                    ingester: {chunk_idle_period: 0s}              | ingester.chunk_idle_period is 0s, expected more than 0s
                    limits_config: {retention_period: 1.5d}        | limits_config.retention_period is "1.5d", expected a duration such as 1h30m, 7d or 2w: unknown unit "." in duration "1.5d"
                    limits_config: {max_line_size: 1.5MB}          | limits_config.max_line_size is "1.5MB", expected a size such as 256KB or 4GB: "1.5MB" is not a whole number with a unit from B to EB
                    limits_config: {ingestion_rate_mb: fast}       | limits_config.ingestion_rate_mb is "fast", expected a number: not a number
                    schema_config: {configs: {from: 2020-01-01}}   | schema_config.configs is a mapping, expected a list of sections
                    schema_config: {configs: [{from: 2020-13-01}]} | schema_config.configs[0].from is "2020-13-01", expected a date such as 2024-04-01: not a day of the calendar
                    """)
    void aValueOfTheWrongKindNamesItsLineAndWhatIsExpected(String line, String expected) {
        assertErrors(line + "\n", "FILE:1: " + expected);
    }

    @Test
    void aVeryLongValueIsShortened() {
        assertThatThrownBy(() -> load("server: {http_listen_port: " + "x".repeat(100_000) + "}\n"))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.text()).hasSizeLessThan(1000));
    }

    @Test
    void allMistakesAreListedTogether() {
        assertThatThrownBy(() -> load("""
                        server:
                          http_listen_port: abc
                          nothing: 1
                        ingester:
                          max_chunk_age: 1y
                        """)).isInstanceOfSatisfying(LodurException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(e.text().lines().toList()).hasSize(4);
            assertThat(e.text()).startsWith("multiple config errors found (3)\nCONFIG ERROR: ");
        });
    }

    @Test
    void aKeyThatIsSetTwiceNamesBothLines() {
        assertErrors("""
                server:
                  log_level: info
                  log_format: json
                  log_level: warn
                """, "FILE:4: key \"log_level\" is already set in line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n- b\n", "just text\n", "42\n"})
    void aFileThatIsNoMappingIsRefused(String text) {
        assertErrors(text, "FILE:1: the file is not a mapping of keys to values");
    }

    @Test
    void brokenYamlNamesItsLine() {
        assertErrors("server:\n  log_level: [info\nauth_enabled: true\n", "FILE:3: not valid YAML: ");
    }

    @Test
    void aTagThatWouldMakeAnObjectIsRefused() {
        assertErrors(
                "server: !!javax.script.ScriptEngineManager {}\n", "FILE:1: not valid YAML: Global tag is not allowed");
    }

    @Test
    void aBombOfAliasesEndsWithAnError() {
        StringBuilder text = new StringBuilder("ui:\n  a0: &a0 [x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            text.append("  a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append(alias)
                    .append(", ")
                    .append(alias)
                    .append(", ")
                    .append(alias)
                    .append("]\n");
        }

        assertErrors(text.toString(), "not valid YAML");
    }

    @Test
    void aSmallBombOfAliasesBelowTheParsersLimitEndsWithAnError() {
        StringBuilder text = new StringBuilder("ui:\n  a0: &a0 [" + "x, ".repeat(50) + "x]\n");
        for (int i = 1; i < 15; i++) {
            text.append("  a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertErrors(text.toString(), "the file is larger than 100000 values or deeper than 50 levels");
    }

    @Test
    void anAliasOfItselfEndsWithAnError() {
        assertErrors("ui: &a\n  b: *a\n", "FILE:");
    }

    @Test
    void deepNestingEndsWithAnError() {
        assertErrors("ui: " + "[".repeat(10_000) + "]".repeat(10_000) + "\n", "FILE");
    }

    @Test
    void anchorsAndMergeKeysWork() {
        LokiConfig config = load("""
                auth_enabled: false
                ingester: &times
                  chunk_idle_period: 7m
                limits_config:
                  <<: &limits
                    max_line_size: 1KB
                    max_query_series: 7
                  max_line_size: 2KB
                """).config();

        assertThat(config.limits().ingest().maxLineSizeBytes()).isEqualTo(2048);
        assertThat(config.limits().query().maxQuerySeries()).isEqualTo(7);
    }

    @Test
    void aMergedMappingMayItselfMerge() {
        LokiConfig config = load("""
                ui: {a: &a {max_query_series: 1, volume_max_series: 1}, b: &b {<<: *a, max_query_series: 2}}
                limits_config: {<<: [*b, *a], max_line_size: 1KB}
                """).config();

        assertThat(config.limits().query().maxQuerySeries()).isEqualTo(2);
        assertThat(config.limits().query().volumeMaxSeries()).isEqualTo(1);
    }

    @Test
    void aMappingThatMergesItselfEndsWithAnError() {
        assertErrors("ui: &a\n  <<: *a\n", "FILE");
    }

    @Test
    void anEmptyValueLeavesTheDefault() {
        LokiConfig config = load("server:\n  http_listen_port:\ningester:\n").config();

        assertThat(config.server().httpListenPort()).isEqualTo(3100);
        assertThat(config.ingester().chunkIdlePeriod()).isEqualTo(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "---\n", "# only words\n"})
    void anEmptyFileIsTheDefaults(String text) {
        assertThat(load(text).config().server().grpcListenPort()).isEqualTo(9095);
    }

    @Test
    void experimentalBlocksMayHoldAnything() {
        assertThat(load("dataobj:\n  consumer: {a: [1, {b: c}]}\nkafka_config: {topic: x}\nauth_enabled: true\n")
                        .warnings())
                .isEmpty();
    }

    @Test
    void listsMayBeWrittenWithCommas() {
        LokiConfig config = load("limits_config: {discover_service_name: 'app, job', log_level_fields: [lvl]}\n")
                .config();

        assertThat(config.limits().ingest().discoverServiceName()).containsExactly("app", "job");
        assertThat(config.limits().ingest().logLevelFields()).containsExactly("lvl");
    }

    @Test
    void textsOfAllKindsNeverEndInAnythingButAnErrorForTheReader() {
        long seed = Long.getLong("lodur.fuzz.seed", System.nanoTime());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String[] pieces = {
            "server:",
            "limits_config:",
            "\n",
            "  ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ": ",
            "&a",
            "*a",
            "<<",
            "'",
            "\"",
            "|",
            ">",
            "!!binary ",
            "5m",
            "configs:",
            "schema_config:",
            "\t",
            "?",
            "%",
            "${",
            "\u0007",
            "from",
            "=",
            ",",
            "\u2028"
        };
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(30), 0, pieces.length).forEach(piece -> text.append(pieces[piece]));
            Problems problems = new Problems();
            try {
                new LokiYaml("f", new Settings(KeyRegistry.loki()), problems).read(text.toString());
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
    }

    private ConfigLoader.Loaded load(String text) {
        return new ConfigFiles(directory).loadText(text);
    }

    private void assertErrors(String text, String expected) {
        assertThatThrownBy(() -> load(text))
                .isInstanceOfSatisfying(
                        LodurException.class,
                        e -> assertThat(e.text()
                                        .replace(directory.resolve("loki.yml").toString(), "FILE"))
                                .contains(expected));
    }
}

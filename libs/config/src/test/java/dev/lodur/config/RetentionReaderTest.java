package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.RetentionLimits.StreamPeriod;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionReaderTest {
    private static final String ON = "compactor: {retention_enabled: true}\n";
    private static final SelectorCheck BRACES =
            selector -> selector.startsWith("{") ? Optional.empty() : Optional.of("no brace");

    @TempDir
    private Path directory;

    private ConfigLoader.Loaded load(String text) {
        Path file = new ConfigFiles(directory).write("loki.yml", "auth_enabled: false\n" + text);
        return new ConfigLoader(CommandLine.parse(List.of("-config.file=" + file)), Map.of(), Map.of(), null)
                .checking(BRACES)
                .load();
    }

    @Test
    void everythingThatIsSetIsRead() {
        ConfigLoader.Loaded loaded = load("""
                compactor: {retention_enabled: true, retention_bytes: 9GB}
                limits_config:
                  retention_period: 31d
                  retention_bytes: 2GB
                  retention_stream:
                    - {selector: '{namespace="dev"}', priority: 1, period: 24h}
                    - {selector: '{a="b"}', period: 1w}
                """);

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().compactor().retentionBytesMax()).isEqualTo(9L << 30);
        assertThat(loaded.config().limits().retention())
                .isEqualTo(new RetentionLimits(
                        true,
                        Duration.ofDays(31),
                        List.of(
                                new StreamPeriod("{namespace=\"dev\"}", 1, Duration.ofDays(1)),
                                new StreamPeriod("{a=\"b\"}", 0, Duration.ofDays(7))),
                        2L << 30));
    }

    @Test
    void noStoreOfDeleteRequestsIsNeeded() {
        assertThat(load(ON + "limits_config: {retention_period: 31d}\n").warnings())
                .isEmpty();
        assertThat(load("compactor: {retention_enabled: true, delete_request_store: s3}\n"
                                + "limits_config: {retention_period: 31d}\n")
                        .warnings())
                .isEmpty();
    }

    @Test
    void periodsThatLokiWouldSilentlyIgnoreAreALoudWarning() {
        ConfigLoader.Loaded loaded = load("""
                limits_config:
                  retention_period: 12h
                  retention_stream: [{selector: '{a="b"}', period: 24h}]
                """);

        assertThat(loaded.warnings())
                .singleElement()
                .asString()
                .endsWith(
                        ":3: limits_config.retention_period and limits_config.retention_stream have no effect, ALL LINES"
                                + " ARE KEPT FOR EVER: set compactor.retention_enabled to true to have old lines removed");
        assertThat(loaded.config().limits().retention().enabled()).isFalse();
    }

    @Test
    void retentionWithoutAnythingToRemoveIsALoudWarning() {
        assertThat(load(ON).warnings())
                .singleElement()
                .asString()
                .contains(":2: compactor.retention_enabled is true and ALL LINES ARE KEPT FOR EVER: set"
                        + " limits_config.retention_period");
        assertThat(load("compactor: {retention_enabled: true, retention_bytes: 9GB}\n")
                        .warnings())
                .isEmpty();
        assertThat(load(ON + "runtime_config: {file: overrides.yml}\n").warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    limits_config: {retention_bytes: 9GB} | :2: limits_config.retention_bytes is 9GB, and nothing would be removed: set compactor.retention_enabled to true
                    compactor: {retention_bytes: 9GB} | :2: compactor.retention_bytes is 9GB, and nothing would be removed: set compactor.retention_enabled to true
                    compactor: {retention_enabled: true, retention_bytes: 9} | :2: compactor.retention_bytes is 9B, expected at least 64MB, or 0 for no bound: a size has a unit
                    compactor: {retention_bytes: -9GB} | compactor.retention_bytes is "-9GB", expected a size
                    limits_config: {retention_period: -1d} | limits_config.retention_period is "-1d", expected a duration
                    limits_config: {retention_stream: [{period: 24h}]} | :2: limits_config.retention_stream[0].selector is missing
                    limits_config: {retention_stream: [{selector: '{a="b"}'}]} | :2: limits_config.retention_stream[0].period is 0s, expected at least 24h
                    limits_config: {retention_stream: [{selector: 'a="b"', period: 24h}]} | :2: limits_config.retention_stream[0].selector is 'a="b"': no brace
                    """)
    void whatCannotBeMeantIsAnErrorWithItsLine(String text, String error) {
        assertThatThrownBy(() -> load(text + "\n"))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining(error);
    }

    @Test
    void periodsOfLessThanADayAndSizesThatContradictAreErrorsWhereRetentionIsOn() {
        assertThatThrownBy(() -> load(ON + "limits_config: {retention_period: 12h}\n"))
                .hasMessageContaining(
                        ":3: limits_config.retention_period is 12h, expected at least 24h, or 0 to keep lines for ever");
        assertThatThrownBy(
                        () -> load(
                                "compactor: {retention_enabled: true, retention_bytes: 1GB}\nlimits_config: {retention_bytes: 2GB}\n"))
                .hasMessageContaining(":3: limits_config.retention_bytes is 2GB for each tenant, more than the 1GB");
    }

    @Test
    void aTenantHasPeriodsAndASizeOfItsOwn() {
        LokiConfig config =
                load(ON + "limits_config: {retention_period: 31d}\n").config();
        TenantOverrides overrides = overrides(
                config.limits(),
                "overrides: {a: {retention_bytes: 1GB, retention_stream: [{selector: '{a=\"b\"}', period: 24h}]}}\n");

        assertThat(overrides.of(new Tenant("a")).retention())
                .isEqualTo(new RetentionLimits(
                        true,
                        Duration.ofDays(31),
                        List.of(new StreamPeriod("{a=\"b\"}", 0, Duration.ofDays(1))),
                        1L << 30));
    }

    @Test
    void aTenantsMistakesAreErrorsAndTheLastGoodLimitsStay() {
        LokiConfig config =
                load(ON + "limits_config: {retention_period: 31d}\n").config();
        TenantOverrides overrides = overrides(config.limits(), "overrides: {a: {retention_period: 2d}}\n");

        for (String mistake : List.of(
                "retention_period: 1h",
                "retention_bytes: 5",
                "retention_stream: [{selector: x, period: 24h}]",
                "retention_stream: [{selector: '{}', period: 2h}]")) {
            assertThatThrownBy(() -> overrides.accept("overrides:\n  a: {" + mistake + "}\n"))
                    .isInstanceOf(LodurException.class)
                    .hasMessageContaining("consul:key:2: limits_config.retention_");
        }
        assertThat(overrides.of(new Tenant("a")).retention().period()).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void aTenantsSizeWithoutRetentionIsAnError() {
        assertThatThrownBy(() -> overrides(TenantLimits.DEFAULTS, "overrides: {a: {retention_bytes: 1GB}}\n"))
                .hasMessageContaining("nothing would be removed: set compactor.retention_enabled to true");
    }

    private TenantOverrides overrides(TenantLimits base, String text) {
        Path file = new ConfigFiles(directory).write("overrides.yml", text);
        return TenantOverrides.open(
                new RuntimeConfig(List.of(file), Duration.ofSeconds(10)), new ConsulKvConfig("", "key"), base, BRACES);
    }
}

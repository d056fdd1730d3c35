package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import dev.lodur.model.OtlpMapping;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantOverridesTest {
    private static final Tenant A = new Tenant("a");
    private static final Tenant B = new Tenant("b");

    @TempDir
    private Path directory;

    @Test
    void onlyTheKeysOfATenantChange() {
        Path file = write(
                "overrides: {a: {max_query_series: 7, max_concurrent_tail_requests: 3, retention_period: 2w}, b: }\nmulti_kv_config: {x: y}\n");

        TenantOverrides overrides = open(List.of(file));

        TenantLimits a = overrides.of(A);
        assertThat(a.query().maxQuerySeries()).isEqualTo(7);
        assertThat(a.query().maxConcurrentTailRequests()).isEqualTo(3);
        assertThat(a.retention().period()).isEqualTo(Duration.ofDays(14));
        assertThat(a.ingest()).isEqualTo(TenantLimits.DEFAULTS.ingest());
        assertThat(overrides.of(B)).isEqualTo(TenantLimits.DEFAULTS);
        assertThat(overrides.of(Tenant.DEFAULT)).isEqualTo(TenantLimits.DEFAULTS);
        assertThat(overrides.lastReloadSuccessful()).isTrue();
    }

    @Test
    void aTenantHasRulesForAttributesOfItsOwn() {
        Path file = write("overrides: {a: {otlp_config: {log_attributes: [{action: drop, attributes: [x]}]}}}\n");

        TenantOverrides overrides = open(List.of(file));

        OtlpMapping a = overrides.of(A).ingest().otlp();
        assertThat(a.logAttributes()).containsExactly(new OtlpMapping.Rule(OtlpMapping.Action.DROP, List.of("x"), ""));
        assertThat(a.resourceRules()).isEqualTo(OtlpMapping.DEFAULTS.resourceRules());
        assertThat(overrides.of(B).ingest().otlp()).isEqualTo(OtlpMapping.DEFAULTS);
        write("overrides:\n  a:\n    otlp_config:\n      log_attributes: [{action: drop}]\n");
        assertThatThrownBy(overrides::reload)
                .hasMessage(file + ":4: limits_config.otlp_config.log_attributes[0] needs either attributes or regex");
    }

    @Test
    void ofSeveralFilesTheLaterWinsKeyByKey() {
        Path first = new ConfigFiles(directory)
                .write("first.yml", "overrides: {a: {max_query_series: 1, volume_max_series: 1}}\n");
        Path second = write("overrides: {a: {max_query_series: 2}}\n");

        TenantLimits a = open(List.of(first, second)).of(A);

        assertThat(a.query().maxQuerySeries()).isEqualTo(2);
        assertThat(a.query().volumeMaxSeries()).isEqualTo(1);
    }

    @Test
    void aBrokenReloadKeepsTheLastGoodLimits() {
        Path file = write("overrides: {a: {max_query_series: 7}}\n");
        TenantOverrides overrides = open(List.of(file));
        write("overrides:\n  a:\n    max_query_serie: 8\n");

        assertThatThrownBy(overrides::reload)
                .isInstanceOf(LodurException.class)
                .hasMessage(file + ":3: field max_query_serie not found in limits_config: the nearest known key is"
                        + " limits_config.max_query_series");

        assertThat(overrides.of(A).query().maxQuerySeries()).isEqualTo(7);
        assertThat(overrides.lastReloadSuccessful()).isFalse();
    }

    @Test
    void aReloadTakesNewTenantsAndForgetsOldOnes() {
        TenantOverrides overrides = open(List.of(write("overrides: {a: {max_query_series: 7}}\n")));
        write("overrides: {b: {max_query_series: 8}}\n");

        overrides.reload();

        assertThat(overrides.of(A)).isEqualTo(TenantLimits.DEFAULTS);
        assertThat(overrides.of(B).query().maxQuerySeries()).isEqualTo(8);
    }

    @Test
    void consulWinsOverTheFilesKeyByKey() {
        TenantOverrides overrides = withKey("overrides: {a: {max_query_series: 1, volume_max_series: 1}}\n");

        overrides.accept("overrides: {a: {max_query_series: 2}, b: {max_query_series: 3}}\n");

        assertThat(overrides.of(A).query().maxQuerySeries()).isEqualTo(2);
        assertThat(overrides.of(A).query().volumeMaxSeries()).isEqualTo(1);
        assertThat(overrides.of(B).query().maxQuerySeries()).isEqualTo(3);
    }

    @Test
    void aKeyThatIsGoneLeavesWhatTheFilesSay() {
        TenantOverrides overrides = withKey("overrides: {a: {max_query_series: 1}}\n");
        overrides.accept("overrides: {a: {max_query_series: 2}, b: {max_query_series: 3}}\n");

        overrides.accept("");

        assertThat(overrides.of(A).query().maxQuerySeries()).isEqualTo(1);
        assertThat(overrides.of(B)).isEqualTo(TenantLimits.DEFAULTS);
    }

    @Test
    void aBrokenValueOfTheKeyIsNamedAndTheLastGoodOneStays() {
        TenantOverrides overrides = withKey("overrides: {}\n");
        overrides.accept("overrides: {a: {max_query_series: 2}}\n");

        assertThatThrownBy(() -> overrides.accept("overrides:\n  a:\n    max_query_serie: 8\n"))
                .isInstanceOf(LodurException.class)
                .hasMessage("consul:loki/overrides:3: field max_query_serie not found in limits_config: the nearest"
                        + " known key is limits_config.max_query_series");

        assertThat(overrides.of(A).query().maxQuerySeries()).isEqualTo(2);
        assertThat(overrides.lastReloadSuccessful()).isFalse();
        overrides.accept("");
        assertThat(overrides.lastReloadSuccessful()).isTrue();
    }

    @Test
    void aBrokenFileDoesNotKeepConsulFromChangingLimits() {
        TenantOverrides overrides = withKey("overrides: {a: {volume_max_series: 5}}\n");
        write("overrides: [1]\n");
        assertThatThrownBy(overrides::reload).isInstanceOf(LodurException.class);

        overrides.accept("overrides: {a: {max_query_series: 2}}\n");

        assertThat(overrides.of(A).query().maxQuerySeries()).isEqualTo(2);
        assertThat(overrides.of(A).query().volumeMaxSeries()).isEqualTo(5);
        assertThat(overrides.lastReloadSuccessful()).isFalse();
    }

    @Test
    void aNewBaseCountsForTenantsWithAndWithoutOverrides() {
        TenantOverrides overrides = withKey("overrides: {a: {max_query_series: 1}}\n");
        TenantLimits base = new TenantLimits(
                TenantLimits.DEFAULTS.ingest(),
                TenantLimits.DEFAULTS.query(),
                new RetentionLimits(true, Duration.ofDays(3), List.of(), 0));

        overrides.rebase(base);

        assertThat(overrides.of(B)).isEqualTo(base);
        assertThat(overrides.of(A).retention().period()).isEqualTo(Duration.ofDays(3));
        assertThat(overrides.of(A).query().maxQuerySeries()).isEqualTo(1);
    }

    @Test
    void mistakesAtStartAreRefusedWithTheirLine() {
        assertRefused("override: {}\n", ":1: field override not found: the known keys are overrides, configs");
        assertRefused(
                "overrides:\n  a/b: {}\n", ":2: overrides.a/b: tenant ID 'a/b' contains unsupported character '/'");
        assertRefused("overrides: [1]\n", ":1: overrides is not a section of keys");
        assertRefused("overrides: {a: {query_timeout: 1x}}\n", "limits_config.query_timeout is \"1x\"");
        assertThatThrownBy(() -> open(List.of(directory.resolve("none"))))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void theOldNameOfTheFileIsStillKnown() {
        LokiConfig config = ConfigFiles.flags("-limits.per-user-override-config=a.yml, b.yml")
                .config();

        assertThat(config.runtime().files()).containsExactly(Path.of("a.yml"), Path.of("b.yml"));
    }

    private static TenantOverrides open(List<Path> files) {
        return TenantOverrides.open(
                new RuntimeConfig(files, Duration.ofSeconds(10)),
                new ConsulKvConfig("", ""),
                TenantLimits.DEFAULTS,
                SelectorCheck.NONE);
    }

    private TenantOverrides withKey(String file) {
        return TenantOverrides.open(
                new RuntimeConfig(List.of(write(file)), Duration.ofSeconds(10)),
                new ConsulKvConfig("", "loki/overrides"),
                TenantLimits.DEFAULTS,
                SelectorCheck.NONE);
    }

    private Path write(String text) {
        return new ConfigFiles(directory).write("overrides.yml", text);
    }

    private void assertRefused(String text, String expected) {
        Path file = write(text);
        assertThatThrownBy(() -> open(List.of(file)))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining(expected);
    }
}

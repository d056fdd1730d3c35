package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyValuesTest {
    @TempDir
    private Path directory;

    private KeyValues before;

    @BeforeEach
    void setUp() {
        before = load("limits_config: {max_query_series: 1}\ncommon: {path_prefix: /a}\n");
    }

    @Test
    void whatWasGivenOtherwiseHasChangedAndNotWhatFollowsFromIt() {
        KeyValues now = load("limits_config: {max_query_series: 2}\ncommon: {path_prefix: /b}\n");

        assertThat(before.changedTo(now)).containsExactly("common.path_prefix", "limits_config.max_query_series");
        assertThat(before.changedTo(before)).isEmpty();
    }

    @Test
    void aKeyThatIsGoneHasItsDefaultAgain() {
        KeyValues now = load("common: {path_prefix: /a}\n");

        assertThat(before.changedTo(now)).containsExactly("limits_config.max_query_series");
        assertThat(before.with(now, path -> true).asYaml()).contains("max_query_series: 500");
    }

    @Test
    void theDefaultWrittenOutIsNoChange() {
        assertThat(load("").changedTo(load("server: {http_listen_port: 3100}\n")))
                .isEmpty();
    }

    @Test
    void keysWithoutEffectDoNotCountAndOldOnesAreTheNewOnes() {
        KeyValues now = load("""
                limits_config: {max_query_series: 1, max_chunks_per_query: 5}
                common: {path_prefix: /a}
                querier: {query_timeout: 3m}
                """);

        assertThat(before.changedTo(now)).containsExactly("limits_config.query_timeout");
    }

    @Test
    void anItemOfAListIsNamed() {
        String text = "limits_config: {max_query_series: 1, retention_stream: [{selector: '{a=\"b\"}', period: %s}]}\n"
                + "common: {path_prefix: /a}\n";

        assertThat(load(text.formatted("24h")).changedTo(load(text.formatted("48h"))))
                .containsExactly("limits_config.retention_stream[].period");
    }

    @Test
    void onlyWhatIsTakenIsInForce() {
        KeyValues now = load("limits_config: {max_query_series: 2}\ncommon: {path_prefix: /b}\n");

        KeyValues mixed = before.with(now, path -> path.startsWith("limits_config."));

        assertThat(mixed.asYaml()).contains("max_query_series: 2", "path_prefix: /a", "dir: /a/wal");
        assertThat(mixed.changedTo(now)).containsExactly("common.path_prefix");
    }

    private KeyValues load(String text) {
        Path file = new ConfigFiles(directory).write("loki.yml", text);
        return ConfigLoader.load(CommandLine.parse(List.of("-config.file=" + file)), Map.of())
                .config()
                .keys();
    }
}

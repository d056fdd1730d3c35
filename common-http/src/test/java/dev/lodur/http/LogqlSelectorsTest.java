package dev.lodur.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.config.CommandLine;
import dev.lodur.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogqlSelectorsTest {
    private final LogqlSelectors selectors = new LogqlSelectors();

    @ParameterizedTest
    @ValueSource(strings = {"{app=\"web\"}", "{namespace=~\"dev|test\", app!=\"x\"}"})
    void selectorsThatSelectSomethingAreTaken(String selector) {
        assertThat(selectors.problem(selector)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app=\"web\"",
                "{app=\"web\"",
                "{app=~\"(\"}",
                "{}",
                "{app!=\"x\"}",
                "{app=\"web\"} |= \"x\"",
                "rate({a=\"b\"}[1m])"
            })
    void whatIsNoSelectorOrSelectsEverythingIsNot(String selector) {
        assertThat(selectors.problem(selector)).isPresent();
    }

    @Test
    void theFileOfAProcessIsRefusedWithTheTextAndTheLine(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("loki.yml"), """
                compactor: {retention_enabled: true}
                limits_config:
                  retention_stream:
                    - selector: '{namespace=dev}'
                      period: 24h
                """);
        ConfigLoader loader = new ConfigLoader(
                        CommandLine.parse(List.of("-config.file=" + file)), Map.of(), Map.of(), null)
                .checking(selectors);

        assertThatThrownBy(loader::load)
                .hasMessageContaining(
                        file + ":4: limits_config.retention_stream[0].selector is '{namespace=dev}': parse error");
    }
}

package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentExpansionTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a ${NAME} b           | a value b
                    ${NAME:-other}        | value
                    ${NONE:-other}        | other
                    ${EMPTY:-other}       | other
                    x${NONE}x             | xx
                    ${NONE:-${NAME}!}     | value!
                    ${NONE:-${NONE:-z}}   | z
                    $$ $NAME $            | $ $NAME $
                    """)
    void referencesAreReplaced(String text, String expected) {
        Problems problems = new Problems();
        Map<String, String> environment = Map.of("NAME", "value", "EMPTY", "");

        assertThat(new EnvironmentExpansion(environment::get, "f", problems).expand(text))
                .isEqualTo(expected);
        assertThat(problems.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ${NAME   | f:1: a reference ${ to the environment has no closing brace
                    ${1A}    | f:1: ${1A} is not a reference to the environment: write ${NAME} or ${NAME:-default}
                    ${}      | f:1: ${} is not a reference to the environment: write ${NAME} or ${NAME:-default}
                    """)
    void brokenReferencesAreNamed(String text, String expected) {
        Problems problems = new Problems();

        new EnvironmentExpansion(name -> null, "f", problems).expand(text);

        assertThat(problems.errors()).containsExactly(expected);
    }

    @Test
    void aFileIsExpandedWhenAsked() {
        LokiConfig config = new ConfigFiles(directory)
                .loadText("server: {http_listen_port: ${HOME_PORT}}\n", "-config.expand-env")
                .config();

        assertThat(config.server().httpListenPort()).isEqualTo(3111);
    }

    @Test
    void aFileThatFailsForWantOfItNamesTheFlag() {
        assertThatThrownBy(() -> new ConfigFiles(directory).loadText("server: {http_listen_port: \"${HOME_PORT}\"}\n"))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining("is \"${HOME_PORT}\", expected a port")
                .hasMessageContaining("set -config.expand-env=true");
    }
}

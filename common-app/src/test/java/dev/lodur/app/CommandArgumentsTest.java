package dev.lodur.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.model.LodurException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandArgumentsTest {
    private static final List<CommandOption> OPTIONS = List.of(
            new CommandOption("tenant", "ID", "of this tenant"), CommandOption.switched("deep", "read everything"));

    @Test
    void optionsAreTakenOutAndFlagsAreLeft() {
        CommandArguments arguments = CommandArguments.parse(
                OPTIONS, List.of("-config.file", "loki.yml", "--tenant", "a", "-deep", "-server.http-listen-port=1"));

        assertThat(arguments.get("tenant")).contains("a");
        assertThat(arguments.has("deep")).isTrue();
        assertThat(arguments.flags()).containsExactly("-config.file", "loki.yml", "-server.http-listen-port=1");
    }

    @Test
    void aValueMayStandBehindAnEqualsSignAndASwitchMayBeOff() {
        CommandArguments arguments = CommandArguments.parse(OPTIONS, List.of("-tenant=x=y", "--deep=false"));

        assertThat(arguments.require("tenant")).isEqualTo("x=y");
        assertThat(arguments.has("deep")).isFalse();
    }

    @Test
    void aMissingValueIsRefused() {
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> CommandArguments.parse(OPTIONS, List.of("--tenant")))
                .satisfies(e -> assertThat(e.text()).isEqualTo("--tenant needs a value: --tenant ID"));
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> CommandArguments.parse(OPTIONS, List.of("--tenant", "-config.file=x")))
                .satisfies(e -> assertThat(e.text()).isEqualTo("--tenant needs a value: --tenant ID"));
        assertThat(CommandArguments.parse(OPTIONS, List.of("--tenant", "-")).require("tenant"))
                .isEqualTo("-");
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> CommandArguments.parse(OPTIONS, List.of()).require("tenant"))
                .satisfies(e -> assertThat(e.text()).contains("--tenant is missing"));
    }
}

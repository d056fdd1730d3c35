package dev.lodur.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusResourceTest {
    @ParameterizedTest
    @CsvSource({"debug", "info", "warn", "error"})
    void levelsAreReadAsTheyAreWritten(String name) {
        assertThat(StatusResource.nameOf(StatusResource.levelOf(name))).isEqualTo(name);
    }

    @Test
    void levelsBetweenOursAndAMissingOneHaveTheNearestName() {
        assertThat(StatusResource.nameOf(null)).isEqualTo("info");
        assertThat(StatusResource.nameOf(Level.FINEST)).isEqualTo("debug");
        assertThatThrownBy(() -> StatusResource.levelOf("loud"))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining("unrecognized log level \"loud\"");
    }
}

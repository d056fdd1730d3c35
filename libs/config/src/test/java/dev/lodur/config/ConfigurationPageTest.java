package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "configuration.md");

    @Test
    void thePageInTheDocumentationIsWhatTheRegistrySays() throws IOException {
        String page = ConfigurationPage.write();
        if (Boolean.getBoolean("lodur.docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as(
                        "docs/configuration.md is stale: write it with ./lodur test -pl libs/config -am"
                                + " -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dlodur.docs.write=true")
                .isEqualTo(page);
    }

    @Test
    void everyKeySaysWhatItDoesOrWhatLodurDoesInstead() {
        assertThat(ConfigurationPage.write().lines().filter(line -> line.endsWith("|  |")))
                .isEmpty();
    }
}

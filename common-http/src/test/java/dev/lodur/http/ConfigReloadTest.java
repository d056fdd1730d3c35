package dev.lodur.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.config.CommandLine;
import dev.lodur.config.ConfigLoader;
import dev.lodur.config.LokiConfig;
import dev.lodur.config.SelectorCheck;
import dev.lodur.config.TenantOverrides;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReloadTest {
    private static final String FILE = """
            server: {http_listen_port: 3100}
            limits_config: {max_line_size: %s}
            runtime_config: {file: %s}
            """;

    // The log manager holds its loggers weakly: one that nobody holds is gone with its handler at the next collection.
    private static final Logger LOG = Logger.getLogger(ConfigReload.class.getName());

    @TempDir
    private Path directory;

    private final List<String> messages = new ArrayList<>();
    private final Handler handler = new Remembering(messages);
    private ConfigLoader loader;
    private TenantOverrides overrides;
    private ConfigReload reload;

    @BeforeEach
    void setUp() {
        LOG.addHandler(handler);
        write("overrides.yml", "overrides: {}\n");
        writeFile("10KB");
        loader = new ConfigLoader(
                CommandLine.parse(List.of("-config.file=" + directory.resolve("loki.yml"))), Map.of(), Map.of(), null);
        LokiConfig started = loader.load().config();
        overrides = TenantOverrides.open(started.runtime(), started.consulKv(), started.limits(), SelectorCheck.NONE);
        reload = new ConfigReload(started, () -> loader.load().config(), List.of(new ReloadableLimits(overrides)));
    }

    @AfterEach
    void tearDown() {
        LOG.removeHandler(handler);
    }

    @Test
    void aLimitOfTheFileChanges() {
        writeFile("20KB");

        reload.reload();

        assertThat(overrides.of(Tenant.DEFAULT).ingest().maxLineSizeBytes()).isEqualTo(20 << 10);
        assertThat(reload.asYaml()).contains("max_line_size: 20KB");
        assertThat(reload.lastSuccessful()).isTrue();
        assertThat(messages).containsExactly("the configuration was read again, changed: limits_config.max_line_size");
    }

    @Test
    void overridesAreReadAgainToo() {
        write("overrides.yml", "overrides: {fake: {max_line_size: 1KB}}\n");

        reload.reload();

        assertThat(overrides.of(Tenant.DEFAULT).ingest().maxLineSizeBytes()).isEqualTo(1 << 10);
    }

    @Test
    void whatCannotChangeIsNamedUntilTheNextStart() {
        write(
                "loki.yml",
                FILE.formatted("10KB", directory.resolve("overrides.yml")).replace("3100", "3200"));

        reload.reload();
        reload.reload();

        assertThat(reload.asYaml()).contains("http_listen_port: 3100");
        assertThat(messages)
                .filteredOn(message -> message.equals("changed only with the next start: server.http_listen_port"))
                .hasSize(2);
    }

    @Test
    void aBrokenFileChangesNothing() {
        write("loki.yml", "limits_config:\n  max_line_sze: 20KB\n");

        reload.reload();

        assertThat(overrides.of(Tenant.DEFAULT).ingest().maxLineSizeBytes()).isEqualTo(10 << 10);
        assertThat(reload.asYaml()).contains("max_line_size: 10KB");
        assertThat(reload.lastSuccessful()).isFalse();
        assertThat(messages)
                .singleElement()
                .asString()
                .startsWith("the configuration was not read again, the last good one stays in force: ")
                .contains("loki.yml:2: field max_line_sze not found");
    }

    @Test
    void onePartThatFailsKeepsNoOtherFromChanging() {
        Reloadable failing = new Reloadable() {
            @Override
            public boolean takes(String key) {
                return false;
            }

            @Override
            public void reload(LokiConfig now) {
                throw new LodurException(ErrorCode.INVALID_REQUEST, "no credentials");
            }
        };
        ConfigReload both = new ConfigReload(
                loader.load().config(),
                () -> loader.load().config(),
                List.of(failing, new ReloadableLimits(overrides)));
        writeFile("20KB");

        both.reload();

        assertThat(overrides.of(Tenant.DEFAULT).ingest().maxLineSizeBytes()).isEqualTo(20 << 10);
        assertThat(both.lastSuccessful()).isFalse();
        assertThat(messages).first().isEqualTo("a part of the configuration was not taken over: no credentials");
    }

    private void writeFile(String lineSize) {
        write("loki.yml", FILE.formatted(lineSize, directory.resolve("overrides.yml")));
    }

    private void write(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Remembering extends Handler {
        private final SimpleFormatter formatter = new SimpleFormatter();
        private final List<String> messages;

        Remembering(List<String> messages) {
            this.messages = messages;
        }

        @Override
        public void publish(LogRecord message) {
            messages.add(formatter.formatMessage(message));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}

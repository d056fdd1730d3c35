package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.TenantLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DefaultsTest {
    /** Every key with its default. {@code -Dlodur.golden.write=FILE} writes what the code says instead. */
    private static final String EVERY_KEY = "/default-config.yaml";

    @Test
    void everyKeyHasTheDefaultThatIsWrittenDown() throws IOException {
        String actual = ConfigFiles.flags().config().asYaml();
        String golden = System.getProperty("lodur.golden.write", "");
        if (!golden.isEmpty()) {
            Files.writeString(Path.of(golden), actual);
        }

        try (InputStream in = Objects.requireNonNull(DefaultsTest.class.getResourceAsStream(EVERY_KEY))) {
            assertThat(actual).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theRegistrysLimitsAreThoseOfTheModel() {
        Settings settings = new Settings(KeyRegistry.loki());
        settings.keys().forEach(key -> {
            boolean limit =
                    key.path().startsWith("limits_config.") || key.path().startsWith("distributor.otlp_config.");
            if (limit && key.kind().isScalar()) {
                settings.putIfAbsent(key.path(), key.defaultValue(), "");
            }
        });

        assertThat(new LimitsReader(settings, "limits_config", SelectorCheck.NONE, new Problems()).read(otherLimits()))
                .isEqualTo(TenantLimits.DEFAULTS);
    }

    private static TenantLimits otherLimits() {
        Settings settings = new Settings(KeyRegistry.loki());
        for (String key : List.of("retention_period", "max_query_length", "reject_old_samples_max_age")) {
            settings.putIfAbsent("limits_config." + key, Duration.ofDays(99), "");
        }
        return new LimitsReader(settings, "limits_config", SelectorCheck.NONE, new Problems())
                .read(TenantLimits.DEFAULTS);
    }

    @Test
    void withoutAnyFileEverythingLiesInTheFolderData() {
        ConfigLoader.Loaded loaded = ConfigFiles.flags();

        LokiConfig config = loaded.config();
        assertThat(loaded.warnings()).singleElement().asString().startsWith("auth_enabled is not set");
        assertThat(config.targets()).isEqualTo(Set.of(Target.ALL));
        assertThat(config.tenancy()).isEqualTo(TenancyMode.HEADER_OR_DEFAULT);
        assertThat(config.server().httpListenPort()).isEqualTo(3100);
        assertThat(config.server().grpcListenPort()).isEqualTo(9095);
        assertThat(config.common().dataDirectory()).isEqualTo(Path.of("./data"));
        assertThat(config.ingester().wal().directory()).isEqualTo(Path.of("./data/wal"));
        assertThat(config.ingester().wal().sync()).isEqualTo(WalConfig.Sync.ALWAYS);
        assertThat(config.ingester().chunkIdlePeriod()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.ingester().maxChunkAge()).isEqualTo(Duration.ofHours(2));
        assertThat(config.distributor().maxReceiveSizeBytes()).isEqualTo(100L << 20);
        assertThat(config.storage())
                .isEqualTo(new StorageConfig(new StorageConfig.Filesystem(Path.of("./data/chunks")), ""));
        assertThat(config.limits()).isEqualTo(TenantLimits.DEFAULTS);
        assertThat(config.runtime()).isEqualTo(new RuntimeConfig(List.of(), Duration.ofSeconds(10)));
    }

    @Test
    void whatIsPrintedIsReadBack() {
        Settings settings = new Settings(KeyRegistry.loki());
        Problems problems = new Problems();

        new LokiYaml("printed", settings, problems)
                .read(ConfigFiles.flags().config().asYaml());

        assertThat(problems.errors()).isEmpty();
        assertThat(problems.warnings()).isEmpty();
        assertThat(settings.duration("server.http_server_idle_timeout")).isEqualTo(Duration.ofMinutes(2));
        assertThat(ConfigYaml.print(settings))
                .isEqualTo(ConfigFiles.flags().config().asYaml());
    }
}

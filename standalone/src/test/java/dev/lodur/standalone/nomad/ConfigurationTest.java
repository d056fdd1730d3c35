package dev.lodur.standalone.nomad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.config.CommandLine;
import dev.lodur.config.ConfigLoader;
import dev.lodur.config.LokiConfig;
import dev.lodur.config.RingConfig;
import dev.lodur.config.StorageConfig;
import dev.lodur.config.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The templates, rendered as Nomad would, are read by the services whose jobs have them. */
class ConfigurationTest {
    private static final String SECRET = "hashiatho.me-v2/loki_logs_bucket";

    @TempDir
    Path folder;

    static List<JobFile> services() {
        return JobFile.services();
    }

    @ParameterizedTest
    @MethodSource("services")
    void servicesTakeTheirFileWithoutAWarning(JobFile job) {
        ConfigLoader.Loaded loaded = load(job, StandIns.of(job));

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().targets())
                .isEqualTo(Set.of(Target.valueOf(job.component().toUpperCase(Locale.ROOT))));
    }

    @ParameterizedTest
    @MethodSource("services")
    void servicesListenAndAreReachedWhereNomadSays(JobFile job) {
        LokiConfig config = load(job, StandIns.of(job)).config();

        assertThat(config.server().httpListenPort()).isEqualTo(23100);
        assertThat(config.server().grpcListenPort()).isEqualTo(29095);
        assertThat(config.ingester().lifecycler().address()).isEqualTo("192.168.1.10");
        assertThat(config.ingester().lifecycler().port()).isEqualTo(29095);
    }

    @ParameterizedTest
    @MethodSource("services")
    void nomadRegistersTheServicesUnderTheNamesThatTheyLookFor(JobFile job) {
        LokiConfig config = load(job, StandIns.of(job)).config();

        Target role = config.targets().iterator().next();
        assertThat(config.registration().register()).isFalse();
        assertThat(job.service().text("name")).isEqualTo(config.registration().serviceName(role));
    }

    @ParameterizedTest
    @MethodSource("services")
    void servicesShareOneRingAndOneBucket(JobFile job) {
        LokiConfig config = load(job, StandIns.of(job)).config();

        for (RingConfig ring : List.of(
                config.ingester().lifecycler().ring(),
                config.distributor().ring(),
                config.compactor().ring())) {
            assertThat(ring.store()).isEqualTo(RingConfig.Store.CONSUL);
            assertThat(ring.prefix()).isEqualTo("loki/collectors/");
            assertThat(ring.consul().host()).isEqualTo("127.0.0.1:8500");
        }
        assertThat(config.common().replicationFactor()).isEqualTo(1);
        StorageConfig.S3 bucket = (StorageConfig.S3) config.storage().store();
        assertThat(bucket.bucket()).isEqualTo("home-logs");
        assertThat(bucket.endpoint()).isEqualTo("0123456789abcdef.r2.cloudflarestorage.com");
        assertThat(bucket.accessKeyId().value()).isEqualTo("the-key-id");
        assertThat(bucket.secretAccessKey().value()).isEqualTo("the/secret+of:it=");
        assertThat(bucket.region()).isEqualTo("auto");
        assertThat(bucket.pathStyle()).isTrue();
    }

    @Test
    void ingestersKeepTheirDataOnTheVolumeAndTheirIdWithIt() {
        JobFile job = JobFile.of("ingester");
        LokiConfig config = load(job, StandIns.of(job)).config();

        String volume = job.task().block("volume_mount").text("destination");
        assertThat(config.ingester().wal().directory()).isEqualTo(Path.of(volume));
        assertThat(config.ingester().lifecycler().id()).isEmpty();
        assertThat(config.ingester().lifecycler().tokensFilePath()).isEmpty();
    }

    @Test
    void consulsTokenIsTakenFromTheSecretWhereItIsThere() {
        JobFile job = JobFile.of("querier");
        StandIns values = StandIns.of(job).withSecret(SECRET, "consul_token", "a-token");

        LokiConfig config = load(job, values).config();

        assertThat(config.ingester().lifecycler().ring().consul().aclToken().value())
                .isEqualTo("a-token");
    }

    @Test
    void theReplicationFactorIsTheJobsVariable() {
        JobFile job = JobFile.of("distributor");
        StandIns values = StandIns.of(job).withEnvironment("REPLICATION_FACTOR", "3");

        assertThat(load(job, values).config().common().replicationFactor()).isEqualTo(3);
    }

    @Test
    void standaloneKeepsEverythingOnItsVolumeAndAsksNobody() {
        JobFile job = JobFile.of("standalone");
        ConfigLoader.Loaded loaded = load(job, StandIns.of(job));

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().targets()).isEqualTo(Set.of(Target.ALL));
        assertThat(loaded.config().ingester().lifecycler().ring().store()).isEqualTo(RingConfig.Store.INMEMORY);
        Path volume = Path.of(job.task().block("volume_mount").text("destination"));
        assertThat(loaded.config().ingester().wal().directory()).startsWithRaw(volume);
        assertThat(((StorageConfig.Filesystem) loaded.config().storage().store()).directory())
                .startsWithRaw(volume);
    }

    /** Who pushes where: through Fabio, or to a distributor that Consul knows. */
    enum PushUrl {
        FABIO("http://localhost:9999/loki/loki/api/v1/push"),
        DISTRIBUTOR("http://192.168.1.11:23200/loki/api/v1/push");

        private final String url;

        PushUrl(String url) {
            this.url = url;
        }
    }

    @ParameterizedTest
    @EnumSource
    void promtailPushesToOneAddress(PushUrl way) {
        JobFile job = JobFile.of("promtail");
        StandIns values = StandIns.of(job);
        if (way == PushUrl.DISTRIBUTOR) {
            values = values.withEnvironment("PUSH_URL", "");
        }

        Map<String, Object> file = new Yaml().load(render(job, values));

        assertThat(file.get("clients")).isEqualTo(List.of(Map.of("url", way.url)));
    }

    @Test
    void promtailReadsTheJournalConsulNomadAndAllocations() {
        JobFile job = JobFile.of("promtail");
        Map<String, List<Map<String, Object>>> file = new Yaml().load(render(job, StandIns.of(job)));

        assertThat(file.get("scrape_configs"))
                .extracting(scrape -> scrape.get("job_name"))
                .containsExactly("consul", "nomad", "journal", "allocations");
        assertThat(render(job, StandIns.of(job))).contains("__path__: /opt/nomad/data/alloc/*/alloc/logs/");
    }

    private ConfigLoader.Loaded load(JobFile job, StandIns values) {
        write(folder.resolve("loki.yml"), render(job, values));
        List<String> flags = job.flags().stream()
                .map(flag -> flag.replaceAll("\\$\\{NOMAD_(SECRETS|TASK)_DIR}", folder.toString()))
                .toList();
        return ConfigLoader.load(CommandLine.parse(flags), Map.of());
    }

    private static String render(JobFile job, StandIns values) {
        String rendered = GoTemplate.render(job.template().text("data"), values);
        assertThat(rendered).doesNotContain("<no value>");
        return rendered;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

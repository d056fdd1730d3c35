package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    private Path directory;

    @Test
    void switchesNeedNoValue() {
        CommandLine line = CommandLine.parse(List.of(
                "-version",
                "--verify-config",
                "-config.expand-env=true",
                "-print-config-stderr",
                "-log-config-reverse-order",
                "-list-targets",
                "-health",
                "-health.url=http://localhost:1/ready",
                "-help=0"));

        assertThat(line.version()).isTrue();
        assertThat(line.verifyConfig()).isTrue();
        assertThat(line.expandEnvironment()).isTrue();
        assertThat(line.printConfigToStderr()).isTrue();
        assertThat(line.logConfigReversed()).isTrue();
        assertThat(line.listTargets()).isTrue();
        assertThat(line.health()).isTrue();
        assertThat(line.healthUrl()).isEqualTo("http://localhost:1/ready");
        assertThat(line.help()).isFalse();
    }

    @Test
    void theFirstFileThatExistsIsRead() {
        ConfigFiles files = new ConfigFiles(directory);
        Path second = files.write("b.yml", "server: {http_listen_port: 2}\n");
        Path third = files.write("c.yml", "server: {http_listen_port: 3}\n");

        LokiConfig config = ConfigFiles.flags("-config.file=" + directory.resolve("a.yml") + "," + second + "," + third)
                .config();

        assertThat(config.server().httpListenPort()).isEqualTo(2);
    }

    @Test
    void aFileThatWasNamedMustExist() {
        assertThatThrownBy(() -> ConfigFiles.flags("-config.file=/nowhere/loki.yml"))
                .isInstanceOf(LodurException.class)
                .hasMessage("-config.file: none of the files exists: /nowhere/loki.yml");
    }

    @Test
    void flagsWinOverTheFile() {
        ConfigFiles files = new ConfigFiles(directory);

        LokiConfig config = files.loadText(
                        """
                        auth_enabled: true
                        server: {http_listen_port: 1, log_level: info}
                        common: {path_prefix: /file}
                        ingester: {wal: {dir: /file/log}}
                        """,
                        "-server.http-listen-port",
                        "3200",
                        "--log.level=debug",
                        "-auth.enabled=false",
                        "-common.path-prefix=/flag/")
                .config();

        assertThat(config.server().httpListenPort()).isEqualTo(3200);
        assertThat(config.server().logLevel()).isEqualTo(LogLevel.DEBUG);
        assertThat(config.tenancy()).isEqualTo(TenancyMode.DISABLED);
        assertThat(config.common().dataDirectory()).isEqualTo(Path.of("/flag"));
        assertThat(config.ingester().wal().directory()).isEqualTo(Path.of("/file/log"));
        assertThat(config.storage().store()).isEqualTo(new StorageConfig.Filesystem(Path.of("/flag/chunks")));
    }

    @Test
    void limitsHaveTheNamesThatLokiGivesThem() {
        LokiConfig config = ConfigFiles.flags(
                        "-distributor.ingestion-rate-limit-mb=0.5",
                        "-validation.reject-old-samples=false",
                        "-validation.reject-old-samples.max-age=2d",
                        "-store.retention=30d",
                        "-querier.query-timeout=90s",
                        "-distributor.max-line-size=1MB",
                        "-distributor.replication-factor=2",
                        "-ring.store=inmemory",
                        "-ingester.chunks-idle-period=1m",
                        "-ingester.wal-dir=/wal",
                        "-querier.max-concurrent=9",
                        "-frontend.max-query-bytes-read=1GB")
                .config();

        assertThat(config.limits().ingest().ingestionRateBytesPerSecond()).isEqualTo(512 << 10);
        assertThat(config.limits().ingest().rejectOldSamples()).isFalse();
        assertThat(config.limits().ingest().rejectOldSamplesMaxAge()).isEqualTo(Duration.ofDays(2));
        assertThat(config.limits().retention().period()).isEqualTo(Duration.ofDays(30));
        assertThat(config.limits().query().queryTimeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.limits().ingest().maxLineSizeBytes()).isEqualTo(1 << 20);
        assertThat(config.ingester().lifecycler().replicationFactor()).isEqualTo(2);
        assertThat(config.distributor().ring().store()).isEqualTo(RingConfig.Store.INMEMORY);
        assertThat(config.ingester().chunkIdlePeriod()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.ingester().wal().directory()).isEqualTo(Path.of("/wal"));
        assertThat(config.querier().maxConcurrent()).isEqualTo(9);
        assertThat(config.limits().query().maxQueryBytesRead()).isEqualTo(1L << 30);
    }

    @Test
    void everyKeyIsAlsoAFlagUnderItsOwnPath() {
        LokiConfig config = ConfigFiles.flags(
                        "-ingester.lifecycler.ring.replication-factor=5", "-limits-config.max-query-series=3")
                .config();

        assertThat(config.ingester().lifecycler().replicationFactor()).isEqualTo(5);
        assertThat(config.limits().query().maxQuerySeries()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -server.http-listn-port=1 | -server.http-listn-port: unknown flag: the nearest known flag is -server.http-listen-port
                    -verify-confg             | -verify-confg: unknown flag: the nearest known flag is -verify-config
                    word                      | "word" is not a flag: flags start with a dash
                    -log.level                | -log.level: the flag needs a value
                    -version=perhaps          | -version: "perhaps" is neither true nor false
                    """)
    void aWrongArgumentIsNamed(String argument, String expected) {
        assertThatThrownBy(() -> CommandLine.parse(List.of(argument)))
                .isInstanceOf(LodurException.class)
                .hasMessage(expected);
    }

    @Test
    void aWrongValueNamesTheFlag() {
        assertThatThrownBy(() -> ConfigFiles.flags("-server.http-listen-port=x"))
                .isInstanceOf(LodurException.class)
                .hasMessage(
                        "-server.http-listen-port: server.http_listen_port is \"x\", expected a port from 0 to 65535:"
                                + " not a whole number");
    }

    @Test
    void anOldFlagIsTakenWithAWarning() {
        ConfigLoader.Loaded loaded = ConfigFiles.flags("-auth.enabled=false", "-ingester.max-transfer-retries=0");

        assertThat(loaded.warnings())
                .singleElement()
                .asString()
                .startsWith("-ingester.max-transfer-retries: not used: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "querier", "query-frontend"})
    void targetsOfLokiStandForLodursRoles(String target) {
        assertThat(ConfigFiles.flags("-target=" + target).config().targets()).isEqualTo(Set.of(Target.QUERIER));
    }

    @Test
    void severalTargetsRunInOneProcess() {
        assertThat(ConfigFiles.flags("-target=write,compactor").config().targets())
                .isEqualTo(Set.of(Target.DISTRIBUTOR, Target.INGESTER, Target.COMPACTOR));
    }

    @Test
    void anUnknownTargetIsRefused() {
        assertThatThrownBy(() -> ConfigFiles.flags("-target=rulr"))
                .isInstanceOf(LodurException.class)
                .hasMessage("-target: target \"rulr\" does not exist, expected some of all, distributor, ingester,"
                        + " querier, compactor");
    }

    @Test
    void theUsageListsEveryFlagOnce() {
        assertThat(CommandLine.usage().lines())
                .contains(
                        "  -version  prints the version and ends",
                        "  -server.http-listen-port  a port from 0 to 65535 (default 3100)")
                .doesNotHaveDuplicates();
    }
}

package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import dev.lodur.model.OtlpMapping;
import dev.lodur.model.RetentionLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LokiConfigTest {
    @TempDir
    private Path directory;

    @Test
    void quarkusGetsWhatItNeedsToListen() {
        LokiConfig config = load("""
                server: {http_listen_address: 127.0.0.1, http_listen_port: 1, grpc_listen_port: 2, log_level: warn}
                """);

        assertThat(config.asProperties())
                .containsEntry("quarkus.http.host", "127.0.0.1")
                .containsEntry("quarkus.http.port", "1")
                .containsEntry("quarkus.grpc.server.port", "2")
                .containsEntry("quarkus.log.level", "warn");
    }

    @Test
    void whatNobodySetIsLeftToWeakerSources() {
        assertThat(load("server: {http_listen_port: 1}\n").asProperties())
                .containsEntry("quarkus.http.host", "${lodur.server.http-listen-address:0.0.0.0}")
                .containsEntry("quarkus.grpc.server.port", "${lodur.server.grpc-listen-port:9095}")
                .containsEntry("quarkus.http.idle-timeout", "${lodur.server.http-server-idle-timeout:PT2M}")
                .doesNotContainKey("quarkus.consul-config.enabled");
    }

    @Test
    void settingsInConsulAreAskedForWhereTheyHaveAKey() {
        assertThat(load("""
                        consul_kv: {settings_key: /loki/settings}
                        common: {ring: {kvstore: {consul: {host: 'https://consul.lan', acl_token: secret}}}}
                        """).asProperties())
                .containsEntry("quarkus.consul-config.enabled", "true")
                .containsEntry("quarkus.consul-config.properties-value-keys", "loki/settings")
                .containsEntry("quarkus.consul-config.agent.host-port", "consul.lan:8500")
                .containsEntry("quarkus.consul-config.agent.use-https", "true")
                .containsEntry("quarkus.consul-config.agent.token", "secret");
    }

    @Test
    void theConfigSourceGivesOutWhatWasInstalled() {
        ConfigSource source = new LokiConfigSource();

        LokiConfigSource.install(loader(), new ConfigFiles(directory).loadText("server: {http_listen_port: 77}\n"));

        assertThat(source.getValue("quarkus.http.port")).isEqualTo("77");
        assertThat(source.getValue("quarkus.none")).isNull();
        assertThat(source.getPropertyNames()).contains("quarkus.http.port");
        assertThat(source.getOrdinal()).isBetween(271, 299);
    }

    private static ConfigLoader loader() {
        return new ConfigLoader(CommandLine.parse(List.of()), Map.of(), Map.of(), null);
    }

    @Test
    void bothServersOnOnePortAreRefused() {
        assertThatThrownBy(() -> load("server: {http_listen_port: 5, grpc_listen_port: 5}\n"))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining("server.grpc_listen_port is 5, as server.http_listen_port is");
    }

    @Test
    void valuesOutOfTheirRangeAreAllNamed() {
        assertThatThrownBy(() -> load("""
                        ingester: {lifecycler: {ring: {replication_factor: 0}}, wal: {disk_full_threshold: 2}}
                        compactor: {max_compaction_parallelism: 0}
                        querier: {max_concurrent: 0}
                        limits_config: {retention_stream: [{selector: '{a="b"}', period: 1h}]}
                        """))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining("ingester.lifecycler.ring.replication_factor is 0, expected at least 1")
                .hasMessageContaining("ingester.wal.disk_full_threshold is 2.0, expected 0 to 1")
                .hasMessageContaining("compactor.max_compaction_parallelism is 0, expected at least 1")
                .hasMessageContaining("querier.max_concurrent is 0, expected at least 1")
                .hasMessageContaining("limits_config.retention_stream[0].period is 1h, expected at least 24h");
    }

    @Test
    void retentionOfStreamsAndRulesForAttributesAreRead() {
        LokiConfig config = load("""
                limits_config:
                  retention_stream:
                    - {selector: '{a="b"}', priority: 2, period: 48h}
                  otlp_config:
                    resource_attributes:
                      ignore_defaults: true
                      attributes_config:
                        - {action: index_label, attributes: [service.name]}
                        - {action: drop, regex: 'host.*'}
                    log_attributes: [{action: structured_metadata, regex: .+}]
                    severity_text_as_label: true
                """);

        assertThat(config.limits().retention().streams())
                .containsExactly(new RetentionLimits.StreamPeriod("{a=\"b\"}", 2, Duration.ofDays(2)));
        OtlpMapping otlp = config.limits().ingest().otlp();
        assertThat(otlp.ignoreDefaults()).isTrue();
        assertThat(otlp.resourceRules())
                .containsExactly(
                        new OtlpMapping.Rule(OtlpMapping.Action.INDEX_LABEL, List.of("service.name"), ""),
                        new OtlpMapping.Rule(OtlpMapping.Action.DROP, List.of(), "host.*"));
        assertThat(otlp.logAttributes())
                .singleElement()
                .satisfies(rule -> assertThat(rule.regex()).isEqualTo(".+"));
        assertThat(otlp.severityTextAsLabel()).isTrue();
    }

    @Test
    void theDistributorsListOfAttributesCountsBeforeATenantsRules() {
        LokiConfig config = load("""
                distributor: {otlp_config: {default_resource_attributes_as_index_labels: [a.b]}}
                limits_config: {otlp_config: {resource_attributes: {attributes_config: [{action: drop, regex: a.*}]}}}
                """);

        assertThat(config.limits().ingest().otlp().resourceRules())
                .containsExactly(
                        new OtlpMapping.Rule(OtlpMapping.Action.INDEX_LABEL, List.of("a.b"), ""),
                        new OtlpMapping.Rule(OtlpMapping.Action.DROP, List.of(), "a.*"));
    }

    @Test
    void rulesForAttributesThatSayTooLittleOrTooMuchAreNamedByTheirLines() {
        assertThatThrownBy(() -> load("""
                limits_config:
                  otlp_config:
                    log_attributes:
                      - {action: drop}
                      - {action: drop, attributes: [a], regex: b}
                      - {action: drop, regex: '('}
                      - attributes: [a]
                """))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining(
                        ":4: limits_config.otlp_config.log_attributes[0] needs either attributes or regex")
                .hasMessageContaining(
                        ":5: limits_config.otlp_config.log_attributes[1] needs either attributes or regex")
                .hasMessageContaining(":6: limits_config.otlp_config.log_attributes[2].regex is no pattern")
                .hasMessageContaining(":7: limits_config.otlp_config.log_attributes[3].action is not set");
    }

    @Test
    void secretsInsideBlocksThatNobodyLooksIntoAreMaskedToo() {
        LokiConfig config = load("""
                kafka_config: {topic: t, sasl_password: hidden1}
                ruler:
                  remote_write:
                    clients: {a: {url: "http://x", basic_auth: {password: hidden2}, list: [{secret_key: hidden3, n: 1}]}}
                distributor: {ring: {kvstore: {consul: {acl_token: hidden4}}}}
                """);

        assertThat(config.asYaml())
                .contains("sasl_password: \"********\"", "acl_token: \"********\"", "topic: t")
                .doesNotContain("hidden");
    }

    @Test
    void whatCannotBeAPathIsRefused() {
        assertThatThrownBy(() -> load("ingester: {wal: {dir: \"a\\0b\"}}\n")).isInstanceOf(LodurException.class);
    }

    private LokiConfig load(String text) {
        return new ConfigFiles(directory).loadText(text).config();
    }
}

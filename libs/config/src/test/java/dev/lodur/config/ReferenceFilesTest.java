package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.TenantLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFilesTest {
    @TempDir
    private Path directory;

    @Test
    void aSingleTenantFileOfLoki3LoadsWithoutAnyWarning() {
        ConfigFiles files = new ConfigFiles(directory);

        ConfigLoader.Loaded loaded = files.load(files.resource("reference-config.yaml"));

        LokiConfig config = loaded.config();
        assertThat(loaded.warnings()).isEmpty();
        assertThat(config.targets()).isEqualTo(Set.of(Target.ALL));
        assertThat(config.tenancy()).isEqualTo(TenancyMode.DISABLED);
        assertThat(config.server().httpListenAddress()).isEqualTo("127.0.0.1");
        assertThat(config.server().logLevel()).isEqualTo(LogLevel.WARN);
        assertThat(config.common().dataDirectory()).isEqualTo(Path.of("/tmp/loki-conformance"));
        assertThat(config.ingester().wal().directory()).isEqualTo(Path.of("/tmp/loki-conformance/wal"));
        assertThat(config.ingester().flushCheckPeriod()).isEqualTo(Duration.ofHours(1));
        assertThat(config.ingester().lifecycler().address()).isEqualTo("127.0.0.1");
        assertThat(config.ingester().lifecycler().port()).isEqualTo(9095);
        assertThat(config.ingester().lifecycler().replicationFactor()).isEqualTo(1);
        assertThat(config.ingester().lifecycler().ring().store()).isEqualTo(RingConfig.Store.INMEMORY);
        assertThat(config.distributor().ring().store()).isEqualTo(RingConfig.Store.INMEMORY);
        assertThat(config.storage().store())
                .isEqualTo(new StorageConfig.Filesystem(Path.of("/tmp/loki-conformance/chunks")));
        assertThat(config.querier().maxConcurrent()).isEqualTo(128);
        assertThat(config.querier().queryIngestersWithin()).isZero();
        assertThat(config.limits().ingest().rejectOldSamples()).isFalse();
        assertThat(config.limits().ingest().ingestionRateBytesPerSecond()).isEqualTo(200L << 20);
        assertThat(config.limits().ingest().perStreamBurstBytes()).isEqualTo(400L << 20);
        assertThat(config.limits().query()).isEqualTo(TenantLimits.DEFAULTS.query());
    }

    @Test
    void aMultiTenantFileOfLoki3LoadsWithoutAnyWarning() {
        ConfigFiles files = new ConfigFiles(directory);

        ConfigLoader.Loaded loaded = files.load(files.resource("reference-config-multitenant.yaml"));

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().tenancy()).isEqualTo(TenancyMode.REQUIRED);
        assertThat(loaded.config().limits().ingest().maxLineSizeBytes()).isEqualTo(4096);
        assertThat(loaded.config().limits().ingest().maxLineSizeTruncate()).isTrue();
    }

    @Test
    void aHomeLabFileOfLoki2LoadsWithAWarningForEachOldKey() {
        ConfigFiles files = new ConfigFiles(directory);
        Path file = files.resource("home-lab.yaml");

        ConfigLoader.Loaded loaded = files.load(file);

        assertThat(loaded.warnings().stream()
                        .map(warning -> warning.replace(file + ":", "line "))
                        .toList())
                .containsExactly(
                        "line 22: ingester.chunk_retain_period is not used: what was flushed is read from the spool and"
                                + " the bucket at once, nothing needs to stay in memory",
                        "line 37: storage_config.boltdb_shipper is not used: Lodur's index lies inside the segments:"
                                + " nothing is shipped, its folders stay empty",
                        "line 50: storage_config.aws.sse_encryption is not used: the bucket decides about encryption at"
                                + " rest (R2 and S3 always encrypt); set sse.type to ask for more",
                        "line 57: storage_config.aws.dynamodb is not used: Lodur's index lies inside the segments in the"
                                + " bucket: there is no table to set up",
                        "auth_enabled is not set: the tenant comes from the header X-Scope-OrgID, else it is fake; set"
                                + " auth_enabled to true to refuse requests without the header, to false to ignore the"
                                + " header",
                        "line 17: kvstore.store is consul, not used: one process that runs everything is a ring by"
                                + " itself",
                        "line 8: kvstore.store is consul, not used: one process that runs everything is a ring by"
                                + " itself",
                        "line 14: ingester.lifecycler.port is 3100, the HTTP port: the gRPC port 9096 is advertised",
                        "line 28: schema_config.configs[0].store is boltdb-shipper, an old index: Lodur's index lies"
                                + " inside its segments",
                        "line 30: schema_config.configs[0].schema is v11, an old schema: Lodur writes its own format,"
                                + " with structured metadata");
    }

    @Test
    void aHomeLabFileMeansWhatItSays() {
        ConfigFiles files = new ConfigFiles(directory);

        LokiConfig config =
                files.load(files.resource("home-lab.yaml"), "-target=ingester").config();

        assertThat(config.tenancy()).isEqualTo(TenancyMode.HEADER_OR_DEFAULT);
        assertThat(config.ingester().chunkIdlePeriod()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.ingester().flushOpTimeout()).isEqualTo(Duration.ofMinutes(20));
        assertThat(config.ingester().lifecycler().replicationFactor()).isEqualTo(1);
        assertThat(config.ingester().lifecycler().address()).isEqualTo("192.168.1.10");
        assertThat(config.ingester().lifecycler().port()).isEqualTo(9096);
        assertThat(config.ingester().lifecycler().ring().prefix()).isEqualTo("loki/collectors/");
        assertThat(config.distributor().ring().prefix()).isEqualTo("loki/collectors/");
        assertThat(config.compactor().ring().prefix()).isEqualTo("loki/collectors/");
        assertThat(config.consul().host()).isEqualTo("localhost:8500");
        assertThat(config.ingester().lifecycler().finalSleep()).isZero();
        assertThat(config.storage().store()).isInstanceOfSatisfying(StorageConfig.S3.class, s3 -> {
            assertThat(s3.bucket()).isEqualTo("logs");
            assertThat(s3.endpoint()).isEqualTo("0123456789abcdef.r2.cloudflarestorage.com");
            assertThat(s3.region()).isEqualTo("auto");
            assertThat(s3.secretAccessKey().value()).isEqualTo("the-secret");
            assertThat(s3.pathStyle()).isTrue();
            assertThat(s3.insecure()).isFalse();
            assertThat(s3.idleConnectionTimeout()).isEqualTo(Duration.ofSeconds(90));
        });
    }

    @Test
    void aLocalFileAsLokiComesWithLoadsWithoutAnyWarning() {
        ConfigLoader.Loaded loaded = new ConfigFiles(directory).loadText("""
                auth_enabled: false
                server: {http_listen_port: 3100, grpc_listen_port: 9096, grpc_server_max_concurrent_streams: 1000}
                common:
                  instance_addr: 127.0.0.1
                  path_prefix: /tmp/loki
                  storage: {filesystem: {chunks_directory: /tmp/loki/chunks, rules_directory: /tmp/loki/rules}}
                  replication_factor: 1
                  ring: {kvstore: {store: inmemory}}
                query_range: {results_cache: {cache: {embedded_cache: {enabled: true, max_size_mb: 100}}}}
                limits_config: {metric_aggregation_enabled: true}
                schema_config:
                  configs:
                    - {from: 2020-10-24, store: tsdb, object_store: filesystem, schema: v13,
                       index: {prefix: index_, period: 24h}}
                pattern_ingester: {enabled: true, metric_aggregation: {loki_address: "localhost:3100"}}
                ruler: {alertmanager_url: "http://localhost:9093"}
                frontend: {encoding: protobuf}
                """);

        assertThat(loaded.warnings()).isEmpty();
    }

    @Test
    void aClusterThatGossipedAndKeptItsBucketInCommonLoads() {
        ConfigLoader.Loaded loaded = new ConfigFiles(directory).loadText("""
                auth_enabled: true
                memberlist: {join_members: ["loki:7946"]}
                schema_config:
                  configs:
                    - {from: 2021-08-01, store: boltdb-shipper, object_store: s3, schema: v11,
                       index: {prefix: index_, period: 24h}}
                common:
                  path_prefix: /loki
                  replication_factor: 1
                  storage:
                    s3: {endpoint: "minio:9000", insecure: true, bucketnames: loki-data, access_key_id: loki,
                         secret_access_key: supersecret, s3forcepathstyle: true}
                  ring: {kvstore: {store: memberlist}}
                ruler: {storage: {s3: {bucketnames: loki-ruler}}}
                """);

        assertThat(loaded.warnings()).hasSize(4);
        assertThat(loaded.config().storage().store()).isInstanceOfSatisfying(StorageConfig.S3.class, s3 -> {
            assertThat(s3.bucket()).isEqualTo("loki-data");
            assertThat(s3.endpoint()).isEqualTo("minio:9000");
        });
    }

    @Test
    void noSecretIsPrinted() {
        ConfigFiles files = new ConfigFiles(directory);

        LokiConfig config = files.load(files.resource("home-lab.yaml")).config();

        assertThat(config.asYaml()).contains("secret_access_key: \"********\"").doesNotContain("the-secret");
        assertThat(config.toString()).doesNotContain("the-secret").doesNotContain("the-key-id");
        assertThat(config.asProperties().toString()).doesNotContain("the-secret");
    }
}

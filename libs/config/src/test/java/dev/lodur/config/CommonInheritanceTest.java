package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommonInheritanceTest {
    @TempDir
    private Path directory;

    @Test
    void thePathPrefixFillsDirectoriesThatAreNotSet() {
        LokiConfig config = load("""
                common: {path_prefix: /loki/, persist_tokens: true}
                compactor: {working_directory: /elsewhere}
                """);

        assertThat(config.ingester().wal().directory()).isEqualTo(Path.of("/loki/wal"));
        assertThat(config.ingester().lifecycler().tokensFilePath()).isEqualTo("/loki/ingester.tokens");
        assertThat(config.ingester().shutdownMarkerPath()).isEqualTo("/loki");
        assertThat(config.compactor().workingDirectory()).isEqualTo(Path.of("/elsewhere"));
        assertThat(config.storage().store()).isEqualTo(new StorageConfig.Filesystem(Path.of("/loki/chunks")));
    }

    @Test
    void theCommonRingIsMergedIntoEveryRingThatLeavesRoom() {
        LokiConfig config = load("""
                common:
                  replication_factor: 2
                  instance_addr: 10.0.0.1
                  ring:
                    instance_port: 7000
                    num_tokens: 16
                    kvstore: {store: inmemory, prefix: all, consul: {host: consul:8500, datacenter: attic}}
                distributor:
                  ring:
                    kvstore: {prefix: mine/}
                """);

        assertThat(config.ingester().lifecycler().replicationFactor()).isEqualTo(2);
        assertThat(config.ingester().lifecycler().address()).isEqualTo("10.0.0.1");
        assertThat(config.ingester().lifecycler().port()).isEqualTo(7000);
        assertThat(config.ingester().lifecycler().numTokens()).isEqualTo(16);
        assertThat(config.ingester().lifecycler().ring().prefix()).isEqualTo("all/");
        assertThat(config.distributor().ring().prefix()).isEqualTo("mine/");
        assertThat(config.distributor().ring().store()).isEqualTo(RingConfig.Store.INMEMORY);
        assertThat(config.distributor().ring().consul().host()).isEqualTo("consul:8500");
        assertThat(config.consul().datacenter()).isEqualTo("attic");
    }

    @Test
    void theIngestersRingServesOnlyRingsThatAreEntirelyUnset() {
        LokiConfig config = load("""
                target: querier
                ingester: {lifecycler: {ring: {kvstore: {store: consul, prefix: a/, consul: {host: a:1}}}}}
                distributor: {ring: {kvstore: {prefix: b/}}}
                """);

        assertThat(config.compactor().ring().consul().host()).isEqualTo("a:1");
        assertThat(config.compactor().ring().prefix()).isEqualTo("a/");
        assertThat(config.distributor().ring().consul().host()).isEqualTo("localhost:8500");
        assertThat(config.distributor().ring().prefix()).isEqualTo("b/");
    }

    @Test
    void anOwnReplicationFactorWinsOverTheCommonOne() {
        LokiConfig config = load("""
                common: {replication_factor: 2}
                ingester: {lifecycler: {ring: {replication_factor: 1}}}
                """);

        assertThat(config.ingester().lifecycler().replicationFactor()).isEqualTo(1);
    }

    @Test
    void twoCommonStoresAreRefused() {
        assertThatThrownBy(() -> load("""
                        common:
                          storage:
                            filesystem: {chunks_directory: /a}
                            s3: {bucketnames: b}
                        """))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining("common.storage has s3 and filesystem, expected one store");
    }

    @Test
    void oldKeysAreTakenForTheNewOnesThatAreNotSet() {
        ConfigLoader.Loaded loaded = new ConfigFiles(directory).loadText("""
                auth_enabled: false
                query_range: {split_queries_by_interval: 30m}
                chunk_store_config: {max_look_back_period: 7d}
                querier: {query_timeout: 3m, engine: {timeout: 4m}}
                limits_config: {query_timeout: 2m}
                """);

        assertThat(loaded.config().limits().query().splitQueriesByInterval()).isEqualTo(Duration.ofMinutes(30));
        assertThat(loaded.config().limits().query().maxQueryLookback()).isEqualTo(Duration.ofDays(7));
        assertThat(loaded.config().limits().query().queryTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(loaded.warnings())
                .hasSize(4)
                .allMatch(warning -> warning.contains(" is not used: it is limits_config."));
    }

    @Test
    void memberlistIsAnsweredWithConsul() {
        ConfigLoader.Loaded loaded = new ConfigFiles(directory).loadText("""
                auth_enabled: false
                target: distributor
                memberlist: {join_members: [loki]}
                common: {ring: {kvstore: {store: memberlist}}}
                """);

        assertThat(loaded.warnings())
                .first()
                .asString()
                .contains("memberlist is not used: Lodur's services find each other");
        assertThat(loaded.config().distributor().ring().store()).isEqualTo(RingConfig.Store.CONSUL);
    }

    private LokiConfig load(String text) {
        return new ConfigFiles(directory).loadText(text).config();
    }
}

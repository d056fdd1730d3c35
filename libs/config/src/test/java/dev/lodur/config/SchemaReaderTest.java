package dev.lodur.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.model.LodurException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaReaderTest {
    private static final String PERIOD =
            "{from: %s, store: %s, object_store: %s, schema: %s, index: {period: %s, prefix: i_}}";

    @TempDir
    private Path directory;

    @Test
    void theLastPeriodNamesTheStore() {
        LokiConfig config = load(periods(period("2020-01-01", "filesystem"), period("2024-01-01", "s3"))
                + "common: {storage: {s3: {bucketnames: logs, s3forcepathstyle: true}}}\n");

        assertThat(config.storage().store())
                .isInstanceOfSatisfying(
                        StorageConfig.S3.class, s3 -> assertThat(s3.bucket()).isEqualTo("logs"));
    }

    @Test
    void aNamedStoreIsFoundByItsName() {
        LokiConfig config = load(
                periods(period("2020-01-01", "mine"))
                        + "storage_config: {named_stores: {aws: {mine: {bucketnames: b, endpoint: e}}}, object_prefix: loki}\n");

        assertThat(config.storage().prefix()).isEqualTo("loki/");
        assertThat(config.storage().store())
                .isInstanceOfSatisfying(
                        StorageConfig.S3.class, s3 -> assertThat(s3.endpoint()).isEqualTo("e"));
    }

    @Test
    void oneUrlMayHoldTheWholeBucket() {
        LokiConfig config = load(periods(period("2020-01-01", "aws"))
                + "storage_config: {aws: {s3: 's3://key:sec%2Fret@minio.local:9000/logs', insecure: true}}\n");

        assertThat(config.storage().store()).isInstanceOfSatisfying(StorageConfig.S3.class, s3 -> {
            assertThat(s3.endpoint()).isEqualTo("minio.local:9000");
            assertThat(s3.bucket()).isEqualTo("logs");
            assertThat(s3.accessKeyId().value()).isEqualTo("key");
            assertThat(s3.secretAccessKey().value()).isEqualTo("sec/ret");
            assertThat(s3.insecure()).isTrue();
        });
    }

    @Test
    void aUrlMayHoldWhatIsNotQuiteAUrl() {
        LokiConfig config = load(periods(period("2020-01-01", "aws"))
                + "storage_config: {aws: {s3: 's3://key:a/b%@custom_endpoint.local/logs/'}}\n");

        assertThat(config.storage().store()).isInstanceOfSatisfying(StorageConfig.S3.class, s3 -> {
            assertThat(s3.endpoint()).isEqualTo("custom_endpoint.local");
            assertThat(s3.bucket()).isEqualTo("logs");
            assertThat(s3.secretAccessKey().value()).isEqualTo("a/b%");
        });
    }

    @Test
    void ofSeveralBucketsTheFirstIsUsedWithAWarning() {
        ConfigLoader.Loaded loaded = new ConfigFiles(directory)
                .loadText("auth_enabled: false\nstorage_config: {aws: {bucketnames: 'one, two'}}\n");

        assertThat(loaded.warnings()).singleElement().asString().endsWith("only one is used: Lodur spreads nothing");
        assertThat(loaded.config().storage().store())
                .isInstanceOfSatisfying(
                        StorageConfig.S3.class, s3 -> assertThat(s3.bucket()).isEqualTo("one"));
    }

    @Test
    void aUrlWithoutADotInItsHostNamesARegion() {
        LokiConfig config =
                load(periods(period("2020-01-01", "s3")) + "storage_config: {aws: {s3: 's3://eu-central-1/logs'}}\n");

        assertThat(config.storage().store()).isInstanceOfSatisfying(StorageConfig.S3.class, s3 -> {
            assertThat(s3.region()).isEqualTo("eu-central-1");
            assertThat(s3.endpoint()).isEmpty();
        });
    }

    @Test
    void theNewerFormOfABucketIsRead() {
        LokiConfig config = load(
                periods(period("2020-01-01", "s3"))
                        + "storage_config: {use_thanos_objstore: true, object_store: {storage_prefix: p, s3: {bucket_name: b}}}\n");

        assertThat(config.storage().prefix()).isEqualTo("p/");
        assertThat(config.storage().store())
                .isInstanceOfSatisfying(
                        StorageConfig.S3.class, s3 -> assertThat(s3.bucket()).isEqualTo("b"));
    }

    @Test
    void aBucketWithoutANameIsRefused() {
        assertRefused(
                periods(period("2020-01-01", "s3")),
                "storage_config.aws.bucketnames is missing: the schema's object_store is a bucket");
    }

    @Test
    void periodsMustFollowEachOther() {
        assertRefused(
                periods(period("2024-01-01", "filesystem"), period("2024-01-01", "filesystem")),
                "schema_config.configs[1].from is 2024-01-01, expected a day after 2024-01-01");
    }

    @Test
    void noPeriodAtAllIsRefused() {
        assertRefused("schema_config: {configs: []}\n", "schema_config.configs is empty, expected at least one period");
    }

    @Test
    void unknownNamesListTheChoices() {
        assertRefused(
                periods(PERIOD.formatted("2024-01-01", "tsdb", "gcs", "v13", "24h")),
                "object_store is \"gcs\", expected one of filesystem, s3, aws or a name from storage_config.named_stores");
        assertRefused(
                periods(PERIOD.formatted("2024-01-01", "tsd", "s3", "v13", "24h")),
                "store is \"tsd\", expected one of tsdb, boltdb-shipper");
        assertRefused(
                periods(PERIOD.formatted("2024-01-01", "tsdb", "s3", "v31", "24h")),
                "schema is \"v31\", expected one of v9, v10, v11, v12, v13");
    }

    @Test
    void anIndexPeriodOtherThanADayIsRefused() {
        assertRefused(
                periods(PERIOD.formatted("2024-01-01", "tsdb", "filesystem", "v13", "168h")),
                "schema_config.configs[0].index.period is 1w, expected 24h with tsdb");
    }

    private static String period(String from, String objectStore) {
        return PERIOD.formatted(from, "tsdb", objectStore, "v13", "24h");
    }

    private static String periods(String... periods) {
        return "schema_config: {configs: [" + String.join(", ", periods) + "]}\n";
    }

    private LokiConfig load(String text) {
        return new ConfigFiles(directory).loadText(text).config();
    }

    private void assertRefused(String text, String expected) {
        assertThatThrownBy(() -> load(text)).isInstanceOf(LodurException.class).hasMessageContaining(expected);
    }
}

package dev.lodur.config;

import dev.lodur.model.PrometheusDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * Checks {@code schema_config} as Loki does and finds the object store of its last period. Lodur writes one format
 * whatever the schema says; old schemas are accepted with a warning.
 */
final class SchemaReader {
    private static final String PERIODS = "schema_config.configs";
    private static final List<String> STORES = List.of("tsdb", "boltdb-shipper");
    private static final List<String> STORES_OF_OLD = List.of(
            "boltdb",
            "aws",
            "aws-dynamo",
            "gcp",
            "gcp-columnkey",
            "bigtable",
            "bigtable-hashed",
            "cassandra",
            "grpc-store");
    private static final List<String> SCHEMAS = List.of("v9", "v10", "v11", "v12", "v13");
    private static final List<String> OBJECT_STORES = List.of("filesystem", "s3", "aws");
    private static final List<String> NAMED_STORES = List.of("aws", "s3", "filesystem");

    private final Settings settings;
    private final Problems problems;
    private final S3Reader buckets;

    SchemaReader(Settings settings, Problems problems, S3Reader buckets) {
        this.settings = settings;
        this.problems = problems;
        this.buckets = buckets;
    }

    StorageConfig read() {
        int periods = settings.count(PERIODS);
        if (settings.isSet(PERIODS) && periods == 0) {
            problems.error(settings.where(PERIODS), PERIODS + " is empty, expected at least one period");
        }
        LocalDate before = LocalDate.MIN;
        for (int i = 0; i < periods; i++) {
            before = checkPeriod(PERIODS + "[" + i + "]", before);
        }
        String prefix =
                settings.text(thanos() ? "storage_config.object_store.storage_prefix" : "storage_config.object_prefix");
        return new StorageConfig(store(periods), prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/");
    }

    private LocalDate checkPeriod(String period, LocalDate before) {
        LocalDate from = settings.date(period + ".from");
        if (!settings.isSet(period + ".from")) {
            problems.error(settings.where(PERIODS), period + ".from is missing, expected a date such as 2024-04-01");
        } else if (!from.isAfter(before)) {
            problems.error(
                    settings.where(period + ".from"), period + ".from is " + from + ", expected a day after " + before);
        }
        checkStore(period);
        checkSchema(period);
        return from;
    }

    private void checkStore(String period) {
        String path = period + ".store";
        String store = settings.text(path);
        if (STORES_OF_OLD.contains(store) || store.equals("boltdb-shipper")) {
            problems.warn(
                    settings.where(path),
                    path + " is " + store + ", an old index: Lodur's index lies inside its segments");
        } else if (!STORES.contains(store)) {
            problems.error(
                    settings.where(settings.isSet(path) ? path : PERIODS),
                    path + " is \"" + store + "\", expected one of " + String.join(", ", STORES));
        }
        String index = period + ".index.period";
        if (STORES.contains(store) && !settings.duration(index).equals(Duration.ofDays(1))) {
            problems.error(
                    settings.where(settings.isSet(index) ? index : path),
                    index + " is "
                            + PrometheusDuration.format(settings.duration(index).toNanos()) + ", expected 24h with "
                            + store);
        }
    }

    private void checkSchema(String period) {
        String path = period + ".schema";
        String schema = settings.text(path);
        if (!SCHEMAS.contains(schema)) {
            problems.error(
                    settings.where(settings.isSet(path) ? path : PERIODS),
                    path + " is \"" + schema + "\", expected one of " + String.join(", ", SCHEMAS));
        } else if (!schema.equals("v13")) {
            problems.warn(
                    settings.where(path),
                    path + " is " + schema + ", an old schema: Lodur writes its own format, with"
                            + " structured metadata");
        }
    }

    private StorageConfig.ObjectStore store(int periods) {
        if (periods == 0) {
            boolean bucket = settings.isSetBelow("storage_config.aws") || settings.isSetBelow("storage_config.s3");
            return bucket ? s3("") : filesystem();
        }
        String path = PERIODS + "[" + (periods - 1) + "].object_store";
        String name = settings.text(path);
        return switch (name) {
            case "filesystem" -> filesystem();
            case "s3", "aws" -> s3(settings.where(path));
            default -> namedStore(name, path);
        };
    }

    private StorageConfig.ObjectStore namedStore(String name, String path) {
        for (String type : NAMED_STORES) {
            String section = "storage_config.named_stores." + type + "." + name;
            if (settings.isSetBelow(section)) {
                return type.equals("filesystem")
                        ? new StorageConfig.Filesystem(Path.of(settings.text(section + ".directory")))
                        : buckets.read(section, settings.where(path));
            }
        }
        problems.error(
                settings.where(settings.isSet(path) ? path : PERIODS),
                path + " is \"" + name + "\", expected one of " + String.join(", ", OBJECT_STORES)
                        + " or a name from storage_config.named_stores");
        return filesystem();
    }

    private StorageConfig.Filesystem filesystem() {
        String thanos = thanos() ? settings.text("storage_config.object_store.filesystem.dir") : "";
        return new StorageConfig.Filesystem(
                Path.of(thanos.isEmpty() ? settings.text("storage_config.filesystem.directory") : thanos));
    }

    private StorageConfig.S3 s3(String where) {
        if (thanos()) {
            return buckets.readThanos("storage_config.object_store.s3", where);
        }
        boolean other = !settings.isSetBelow("storage_config.aws") && settings.isSetBelow("storage_config.s3");
        return buckets.read(other ? "storage_config.s3" : "storage_config.aws", where);
    }

    private boolean thanos() {
        return settings.flag("storage_config.use_thanos_objstore");
    }
}

package dev.lodur.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills keys that nobody set from {@code common}, from the ingester's ring and from the old keys they replace, as Loki
 * does. A key that was set itself always wins.
 */
final class CommonInheritance {
    private static final String DATA_DIRECTORY_DEFAULT = "./data";
    private static final String INGESTER_RING = "ingester.lifecycler.ring";
    private static final String COMMON_RING = "common.ring";
    private static final String WHERE = "common";
    private static final List<String> OTHER_RINGS = List.of(
            "distributor.ring",
            "compactor.compactor_ring",
            "query_scheduler.scheduler_ring",
            "index_gateway.ring",
            "ruler.ring");

    /** The rings that Lodur has. */
    static final List<String> RINGS = List.of(INGESTER_RING, "distributor.ring", "compactor.compactor_ring");

    private static final List<String> BACKENDS =
            List.of("s3", "gcs", "azure", "swift", "filesystem", "alibabacloud", "bos", "cos", "object_store");

    private final Settings settings;
    private final Problems problems;

    CommonInheritance(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** The folder that everything lies in where its own key does not say otherwise; without a slash at the end. */
    static String dataDirectory(Settings settings) {
        String path = settings.text("common.path_prefix");
        String trimmed = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.isEmpty() ? DATA_DIRECTORY_DEFAULT : trimmed;
    }

    void apply() {
        takeOverOldKeys();
        fillDirectories();
        fillStorage();
        fillRings();
        fillInstance();
    }

    private void takeOverOldKeys() {
        for (Setting setting : List.copyOf(settings.all())) {
            String target = setting.key().replacedBy();
            if (target != null) {
                settings.putIfAbsent(target, setting.value(), setting.where());
            }
        }
    }

    private void fillDirectories() {
        String data = dataDirectory(settings);
        settings.putIfAbsent("ingester.wal.dir", data + "/wal", WHERE);
        settings.putIfAbsent("compactor.working_directory", data + "/compactor", WHERE);
        settings.putIfAbsent("ruler.rule_path", data + "/rules-temp", WHERE);
        settings.putIfAbsent("ingester.shutdown_marker_path", data, WHERE);
        settings.putIfAbsent(
                "storage_config.tsdb_shipper.active_index_directory", data + "/tsdb-shipper-active", WHERE);
        settings.putIfAbsent("storage_config.tsdb_shipper.cache_location", data + "/tsdb-shipper-cache", WHERE);
        if (settings.flag("common.persist_tokens")) {
            settings.putIfAbsent("ingester.lifecycler.tokens_file_path", data + "/ingester.tokens", WHERE);
            settings.putIfAbsent("compactor.compactor_ring.tokens_file_path", data + "/compactor.tokens", WHERE);
        }
    }

    private void fillStorage() {
        List<String> backends = BACKENDS.stream()
                .filter(backend ->
                        settings.isSet("common.storage." + backend) || settings.isSetBelow("common.storage." + backend))
                .toList();
        if (backends.size() > 1) {
            problems.error("", "common.storage has " + String.join(" and ", backends) + ", expected one store");
        }
        copySection("common.storage.s3", "storage_config.aws");
        copySection("common.storage.object_store", "storage_config.object_store");
        String chunks = settings.text("common.storage.filesystem.chunks_directory");
        settings.putIfAbsent(
                "storage_config.filesystem.directory",
                chunks.isEmpty() ? dataDirectory(settings) + "/chunks" : chunks,
                WHERE);
        String rules = settings.text("common.storage.filesystem.rules_directory");
        settings.putIfAbsent(
                "ruler.storage.local.directory", rules.isEmpty() ? dataDirectory(settings) + "/rules" : rules, WHERE);
    }

    /** A ring's own section first, then {@code common.ring}; without one, the ingester's ring serves all the others. */
    private void fillRings() {
        boolean common = settings.isSetBelow(COMMON_RING);
        if (common) {
            copySection(COMMON_RING, INGESTER_RING);
            copyKey("common.ring.num_tokens", "ingester.lifecycler.num_tokens");
            copyKey("common.ring.heartbeat_period", "ingester.lifecycler.heartbeat_period");
            copyKey("common.ring.heartbeat_timeout", "ingester.lifecycler.heartbeat_timeout");
            copyKey("common.ring.tokens_file_path", "ingester.lifecycler.tokens_file_path");
            copyKey("common.ring.instance_id", "ingester.lifecycler.id");
            copyKey("common.ring.instance_port", "ingester.lifecycler.port");
            copyKey("common.ring.instance_addr", "ingester.lifecycler.address");
            copyKey("common.ring.instance_availability_zone", "ingester.lifecycler.availability_zone");
            copyKey("common.ring.instance_interface_names", "ingester.lifecycler.interface_names");
        }
        copyKey("common.replication_factor", INGESTER_RING + ".replication_factor");
        for (String ring : OTHER_RINGS) {
            if (common) {
                copySection(COMMON_RING, ring);
            } else if (!settings.isSetBelow(ring)) {
                copySection(INGESTER_RING, ring);
            }
        }
    }

    private void fillInstance() {
        copyKey("common.instance_addr", "ingester.lifecycler.address");
        copyKey("common.instance_interface_names", "ingester.lifecycler.interface_names");
    }

    /** Sets what is set below one section below another too, as far as the other knows the key. */
    private void copySection(String from, String to) {
        for (Setting setting : List.copyOf(settings.all())) {
            if (setting.path().startsWith(from + ".")) {
                copyKey(setting.path(), to + setting.path().substring(from.length()));
            }
        }
    }

    private void copyKey(String from, String to) {
        @Nullable Setting setting = settings.get(from);
        @Nullable KeyNode target = settings.keys().find(to);
        if (setting != null
                && target != null
                && target.spec().kind() == setting.key().kind()) {
            settings.putIfAbsent(to, setting.value(), setting.where());
        }
    }
}

package dev.lodur.config;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Checks what only matters to some roles: how a service that runs apart finds the others, and what they share. */
final class RoleChecks {
    private static final String INGESTERS = "ingester.lifecycler.ring";

    private final Settings settings;
    private final Problems problems;

    RoleChecks(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** Whether any of the roles reads or writes the object store. */
    static boolean needsStorage(Set<Target> targets) {
        return !targets.equals(EnumSet.of(Target.DISTRIBUTOR));
    }

    void check(LokiConfig config) {
        if (config.runsAll()) {
            return;
        }
        rings(config.targets()).forEach(this::checkRing);
        if (needsStorage(config.targets()) && config.storage().store() instanceof StorageConfig.Filesystem folder) {
            problems.warn(
                    "",
                    "the object store is the folder " + folder.directory()
                            + ", which one process alone can have: services that run apart need a bucket, see"
                            + " storage_config.aws or common.storage.s3");
        }
    }

    private static Set<String> rings(Set<Target> targets) {
        Set<String> rings = new LinkedHashSet<>(Set.of(INGESTERS));
        if (targets.contains(Target.COMPACTOR)) {
            rings.add("compactor.compactor_ring");
        }
        return rings;
    }

    private void checkRing(String ring) {
        String store = ring + ".kvstore.store";
        if (settings.text(store).equals("inmemory")) {
            problems.error(
                    settings.where(store),
                    store + " is inmemory, expected consul: a service that runs apart finds the others there");
        }
        String host = ring + ".kvstore.consul.host";
        if (!Addresses.isPlain(settings.text(host))) {
            problems.error(
                    settings.where(host),
                    host + " is \"" + settings.text(host) + "\", expected an address such as localhost:8500");
        }
    }
}

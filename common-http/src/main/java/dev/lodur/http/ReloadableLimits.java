package dev.lodur.http;

import dev.lodur.config.LokiConfig;
import dev.lodur.config.TenantOverrides;
import java.util.List;

/** Takes the limits of the configuration file and of the files of overrides. */
final class ReloadableLimits implements Reloadable {
    /** Not limits of a tenant, or read at start alone. */
    private static final List<String> FIXED = List.of(
            "limits_config.deletion_mode", "limits_config.per_tenant_override", "limits_config.max_query_series");

    private final TenantOverrides overrides;

    ReloadableLimits(TenantOverrides overrides) {
        this.overrides = overrides;
    }

    @Override
    public boolean takes(String key) {
        boolean limit = key.startsWith("limits_config.")
                || key.startsWith("distributor.otlp_config.")
                || key.equals("compactor.retention_enabled");
        return limit && FIXED.stream().noneMatch(key::startsWith);
    }

    @Override
    public void reload(LokiConfig now) {
        overrides.rebase(now.limits());
        overrides.reload();
    }
}

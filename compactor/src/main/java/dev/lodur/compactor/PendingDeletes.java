package dev.lodur.compactor;

import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.DeleteLog;
import dev.lodur.store.DeleteRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the delete requests that wait, one get for each tenant. Thread-safe; calls block. */
final class PendingDeletes {
    private final DeleteLog log;
    private final DeleteMetrics metrics;

    PendingDeletes(DeleteLog log, DeleteMetrics metrics) {
        this.log = log;
        this.metrics = metrics;
    }

    /** Those of some tenants; tenants without any are left out. Fails where those of one tenant cannot be read. */
    Map<Tenant, List<DeleteRequest>> read(Collection<Tenant> tenants) {
        try {
            Map<Tenant, List<DeleteRequest>> pending = new LinkedHashMap<>();
            List<DeleteRequest> all = new ArrayList<>();
            for (Tenant tenant : tenants) {
                List<DeleteRequest> own = log.pending(tenant);
                if (!own.isEmpty()) {
                    pending.put(tenant, own);
                    all.addAll(own);
                }
            }
            metrics.loaded(all);
            return pending;
        } catch (LodurException e) {
            metrics.loadFailed();
            throw e;
        }
    }
}

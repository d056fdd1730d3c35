package dev.lodur.engine;

import dev.lodur.model.Labels;
import dev.lodur.model.Tenant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Adds the label that tells whose a stream is where several tenants are read together. A stream's own label of that name
 * stays under another one. Thread-safe; a set of labels that was seen before gives the same object again.
 */
final class TenantLabel {
    static final String NAME = "__tenant_id__";
    static final String ORIGINAL = "original_" + NAME;

    private final Tenant tenant;
    private final Map<Labels, Labels> known = new ConcurrentHashMap<>();

    TenantLabel(Tenant tenant) {
        this.tenant = tenant;
    }

    Labels addTo(Labels stream) {
        return known.computeIfAbsent(stream, this::added);
    }

    private Labels added(Labels stream) {
        String own = stream.get(NAME);
        Labels kept = own == null ? stream : stream.with(ORIGINAL, own);
        return kept.with(NAME, tenant.id());
    }
}

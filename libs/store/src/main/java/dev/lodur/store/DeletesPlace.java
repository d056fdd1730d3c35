package dev.lodur.store;

import dev.lodur.model.Tenant;

/** The delete requests of a tenant. */
record DeletesPlace(CatalogObjects objects, Tenant tenant) implements SwappedPlace<TenantDeletes> {
    @Override
    public String name() {
        return none().name();
    }

    @Override
    public TenantDeletes none() {
        return TenantDeletes.empty(tenant);
    }

    @Override
    public long version(TenantDeletes state) {
        return state.version();
    }

    @Override
    public TenantDeletes nextVersion(TenantDeletes state) {
        return state.nextVersion();
    }

    @Override
    public TenantDeletes decode(byte[] bytes) {
        return TenantDeletesFormat.decode(name(), bytes);
    }

    @Override
    public ConditionalGet getIfChanged(String knownTag) {
        return objects.getDeletesIfChanged(tenant, knownTag);
    }

    @Override
    public String replace(TenantDeletes next, String expectedTag) {
        return objects.replaceDeletes(next, expectedTag);
    }
}

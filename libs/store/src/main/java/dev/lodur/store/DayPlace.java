package dev.lodur.store;

import dev.lodur.model.Tenant;
import java.time.LocalDate;

/** The catalog of a day. */
record DayPlace(CatalogObjects objects, Tenant tenant, LocalDate day) implements SwappedPlace<DayCatalog> {
    @Override
    public String name() {
        return none().name();
    }

    @Override
    public DayCatalog none() {
        return DayCatalog.empty(tenant, day);
    }

    @Override
    public long version(DayCatalog state) {
        return state.version();
    }

    @Override
    public DayCatalog nextVersion(DayCatalog state) {
        return state.nextVersion();
    }

    @Override
    public DayCatalog decode(byte[] bytes) {
        return DayCatalogFormat.decode(name(), bytes);
    }

    @Override
    public ConditionalGet getIfChanged(String knownTag) {
        return objects.getIfChanged(tenant, day, knownTag);
    }

    @Override
    public String replace(DayCatalog next, String expectedTag) {
        return objects.replace(next, expectedTag);
    }
}

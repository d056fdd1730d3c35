package dev.lodur.store;

import dev.lodur.model.Tenant;
import dev.lodur.store.ObjectPage.ListedObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * One object for each day, and one for a tenant's delete requests, replaced under the condition that it is still the one that was read. The tag is its ETag.
 */
public final class ConditionalCatalogObjects implements CatalogObjects {
    private final ObjectStore store;
    private final ObjectNames names;
    private final boolean conditional;

    public ConditionalCatalogObjects(ObjectStore store, ObjectNames names) {
        this(store, names, true);
    }

    private ConditionalCatalogObjects(ObjectStore store, ObjectNames names, boolean conditional) {
        this.store = store;
        this.names = names;
        this.conditional = conditional;
    }

    /** The same objects without conditions, for a bucket that refuses or ignores them: right while there is one writer. */
    static ConditionalCatalogObjects ofOneWriter(ObjectStore store, ObjectNames names) {
        return new ConditionalCatalogObjects(store, names, false);
    }

    @Override
    public ConditionalGet getIfChanged(Tenant tenant, LocalDate day, String knownTag) {
        return store.getIfChanged(names.catalog(tenant, day), knownTag);
    }

    @Override
    public String replace(DayCatalog next, String expectedTag) {
        return replace(names.catalog(next.tenant(), next.day()), DayCatalogFormat.encode(next), expectedTag);
    }

    @Override
    public ConditionalGet getDeletesIfChanged(Tenant tenant, String knownTag) {
        return store.getIfChanged(names.deletes(tenant), knownTag);
    }

    @Override
    public String replaceDeletes(TenantDeletes next, String expectedTag) {
        return replace(names.deletes(next.tenant()), TenantDeletesFormat.encode(next), expectedTag);
    }

    private String replace(String key, byte[] bytes, String expectedTag) {
        return store.put(key, new ObjectBody.OfBytes(bytes), condition(expectedTag))
                .etag();
    }

    private PutCondition condition(String expectedTag) {
        if (!conditional) {
            return PutCondition.ALWAYS;
        }
        return expectedTag.equals(NO_CATALOG) ? PutCondition.IF_ABSENT : new PutCondition.IfMatch(expectedTag);
    }

    /** {@inheritDoc} One class A request for each thousand. */
    @Override
    public List<LocalDate> listDays(Tenant tenant) {
        List<LocalDate> days = new ArrayList<>();
        String startAfter = "";
        ObjectPage page;
        do {
            page = store.list(names.catalogsOf(tenant), startAfter);
            for (ListedObject object : page.objects()) {
                days.add(names.parseCatalog(tenant, object.key()));
                startAfter = object.key();
            }
        } while (!page.last());
        return days;
    }
}

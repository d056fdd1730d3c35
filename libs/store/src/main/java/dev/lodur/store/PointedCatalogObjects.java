package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogPointer.Pointed;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A new object for each version of a catalog, or of delete requests, never changed, and a pointer to the current one that moves by check-and-set:
 * for buckets without conditional writes. The tag is the key of the object.
 *
 * <p>Objects that no pointer names are those of earlier versions and of commits that lost a race; their keys are told by
 * {@link ObjectNames#catalogVersionsOf} and {@link ObjectNames#deletesVersionsOf}, and they go once they are a day old.
 */
public final class PointedCatalogObjects implements CatalogObjects {
    private final ObjectStore store;
    private final CatalogPointer pointer;
    private final ObjectNames names;
    private final RandomGenerator random;

    /** @param random makes names that no other writer makes */
    public PointedCatalogObjects(ObjectStore store, CatalogPointer pointer, ObjectNames names, RandomGenerator random) {
        this.store = store;
        this.pointer = pointer;
        this.names = names;
        this.random = random;
    }

    @Override
    public ConditionalGet getIfChanged(Tenant tenant, LocalDate day, String knownTag) {
        return getIfChanged(names.catalog(tenant, day), knownTag);
    }

    @Override
    public ConditionalGet getDeletesIfChanged(Tenant tenant, String knownTag) {
        return getIfChanged(names.deletes(tenant), knownTag);
    }

    private ConditionalGet getIfChanged(String name, String knownTag) {
        Optional<Pointed> pointed = pointer.read(name);
        if (pointed.isEmpty()) {
            return new ConditionalGet.Missing();
        }
        String key = pointed.get().value();
        return key.equals(knownTag) ? new ConditionalGet.Unchanged() : changed(name, key);
    }

    /** An object may be removed once another one is current; the pointer tells then. */
    private ConditionalGet changed(String name, String key) {
        try {
            return new ConditionalGet.Changed(store.get(key).bytes(), key);
        } catch (LodurException e) {
            String current = pointer.read(name).map(Pointed::value).orElse(key);
            if (e.code() != ErrorCode.GONE || current.equals(key)) {
                throw e;
            }
            return new ConditionalGet.Changed(store.get(current).bytes(), current);
        }
    }

    @Override
    public String replace(DayCatalog next, String expectedTag) {
        String name = names.catalog(next.tenant(), next.day());
        long index = requireCurrent(name, expectedTag);
        return replace(name, index, names.catalogVersion(next, random.nextLong()), DayCatalogFormat.encode(next));
    }

    @Override
    public String replaceDeletes(TenantDeletes next, String expectedTag) {
        String name = names.deletes(next.tenant());
        long index = requireCurrent(name, expectedTag);
        return replace(name, index, names.deletesVersion(next, random.nextLong()), TenantDeletesFormat.encode(next));
    }

    private String replace(String name, long index, String key, byte[] bytes) {
        ObjectBody body = new ObjectBody.OfBytes(bytes);
        store.put(key, body, PutCondition.ALWAYS);
        if (!pointer.compareAndSet(name, key, index)) {
            throw conflict(name);
        }
        requireObject(key, body);
        return key;
    }

    private long requireCurrent(String name, String expectedTag) {
        Optional<Pointed> pointed = pointer.read(name);
        if (!pointed.map(Pointed::value).orElse(NO_CATALOG).equals(expectedTag)) {
            throw conflict(name);
        }
        return pointed.map(Pointed::index).orElse(CatalogPointer.ABSENT);
    }

    /** A writer that stood still for a day before it moved the pointer finds its object swept. */
    private void requireObject(String key, ObjectBody body) {
        try {
            store.head(key);
        } catch (LodurException e) {
            if (e.code() != ErrorCode.GONE) {
                throw e;
            }
            store.put(key, body, PutCondition.ALWAYS);
        }
    }

    private static LodurException conflict(String name) {
        return new LodurException(ErrorCode.CONFLICT, "the pointer of '" + name + "' has moved");
    }

    /** {@inheritDoc} Asks the pointer, not the bucket. */
    @Override
    public List<LocalDate> listDays(Tenant tenant) {
        return pointer.names(names.catalogsOf(tenant)).stream()
                .map(name -> names.parseCatalog(tenant, name))
                .sorted()
                .toList();
    }
}

package dev.lodur.compaction.repair;

import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.BucketListing;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.DayCatalogFormat;
import dev.lodur.store.ObjectName;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectPage.ListedObject;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.TenantDeletes;
import dev.lodur.store.TenantDeletesFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds the newest copies of a tenant that can be read. Costs a listing and most often one read for each question. */
public final class CatalogCopyReader {
    private final ObjectStore store;
    private final ObjectNames names;

    private record Listed(LocalDate copiedOn, ListedObject object) {}

    public CatalogCopyReader(ObjectStore store, ObjectNames names) {
        this.store = store;
        this.names = names;
    }

    /** The newest copy of a day's catalog, as an earlier version of it; version 0 where there is none. */
    public DayCatalog earlierCatalog(Tenant tenant, LocalDate day) {
        return catalog(tenant, day).map(CatalogCopy::catalog).orElse(DayCatalog.empty(tenant, day));
    }

    Optional<CatalogCopy> catalog(Tenant tenant, LocalDate day) {
        return newest(
                        tenant,
                        name -> name instanceof ObjectName.CatalogCopy copy
                                        && copy.day().equals(day)
                                ? Optional.of(copy.copiedOn())
                                : Optional.empty())
                .reversed()
                .stream()
                .flatMap(copy -> decoded(copy).stream())
                .findFirst();
    }

    Optional<TenantDeletes> deletes(Tenant tenant) {
        return newest(
                        tenant,
                        name -> name instanceof ObjectName.DeletesCopy copy
                                ? Optional.of(copy.copiedOn())
                                : Optional.empty())
                .reversed()
                .stream()
                .flatMap(copy ->
                        readable(() -> TenantDeletesFormat.decode(
                                        copy.object.key(),
                                        store.get(copy.object.key()).bytes()))
                                .stream())
                .findFirst();
    }

    /** Those that are asked for, the newest last, as their names sort. */
    private List<Listed> newest(Tenant tenant, Function<ObjectName, Optional<LocalDate>> copiedOn) {
        List<Listed> copies = new ArrayList<>();
        BucketListing.forEach(
                store,
                names.catalogCopiesOf(tenant),
                object -> copiedOn.apply(names.parse(object.key()))
                        .ifPresent(day -> copies.add(new Listed(day, object))));
        return copies;
    }

    private Optional<CatalogCopy> decoded(Listed copy) {
        return readable(() -> new CatalogCopy(
                copy.copiedOn,
                copy.object.lastModifiedMillis(),
                DayCatalogFormat.decode(
                        copy.object.key(), store.get(copy.object.key()).bytes())));
    }

    private static <T> Optional<T> readable(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (LodurException e) {
            return switch (e.code()) {
                case CORRUPT, FORMAT_TOO_NEW, FORMAT_TOO_OLD, GONE -> Optional.empty();
                default -> throw e;
            };
        }
    }
}

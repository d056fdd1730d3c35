package dev.lodur.compactor;

import dev.lodur.compaction.repair.CatalogCopyReader;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalGet;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.ObjectName;
import dev.lodur.store.ObjectNames;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which objects of a day are named by somebody, out of a catalog that is read for each question. Thread-safe. */
final class NamedObjects {
    private static final System.Logger LOGGER = System.getLogger(NamedObjects.class.getName());

    private final CatalogStore catalogs;
    private final CatalogObjects objects;
    private final ObjectNames names;
    private final CatalogCopyReader copies;

    /** Objects that the same catalog, or nobody, names. */
    sealed interface Scope {
        Scope NONE = new Unknown();

        /** Segments of a day. */
        record Segments(Tenant tenant, LocalDate day) implements Scope {}

        /** Versions of a day's catalog. */
        record Versions(Tenant tenant, LocalDate day) implements Scope {}

        /** Versions of a tenant's delete requests. */
        record Deletes(Tenant tenant) implements Scope {}

        /** Probes, which nobody names. */
        record Probes() implements Scope {}

        /** Objects that are not to be removed, whoever names them. */
        record Unknown() implements Scope {}

        static Scope of(ObjectName name) {
            return switch (name) {
                case ObjectName.Segment(var key) -> new Segments(key.tenant(), key.day());
                case ObjectName.CatalogVersion(Tenant tenant, LocalDate day) -> new Versions(tenant, day);
                case ObjectName.Probe() -> new Probes();
                case ObjectName.DeletesVersion(Tenant tenant) -> new Deletes(tenant);
                case ObjectName.Catalog _, ObjectName.Deletes _, ObjectName.Other _ -> NONE;
                // Copies go by their age; see CatalogCopies.
                case ObjectName.CatalogCopy _, ObjectName.DeletesCopy _ -> NONE;
            };
        }
    }

    NamedObjects(CatalogStore catalogs, CatalogObjects objects, ObjectNames names, CatalogCopyReader copies) {
        this.catalogs = catalogs;
        this.objects = objects;
        this.names = names;
        this.copies = copies;
    }

    /** Empty where it cannot be told, so that nothing may be taken for an orphan. */
    Optional<Set<String>> in(Scope scope) {
        return switch (scope) {
            case Scope.Segments(Tenant tenant, LocalDate day) -> segments(tenant, day);
            case Scope.Versions(Tenant tenant, LocalDate day) -> version(tenant, day);
            case Scope.Deletes(Tenant tenant) ->
                current(
                        objects.getDeletesIfChanged(tenant, CatalogObjects.NO_CATALOG),
                        names.deletesVersionsOf(tenant));
            case Scope.Probes() -> Optional.of(Set.of());
            case Scope.Unknown() -> Optional.empty();
        };
    }

    /**
     * As {@link #in}; of segments after nobody can commit any more who has read the catalog before: an object that is too
     * old to be committed and is not named now, will not be.
     */
    Optional<Set<String>> fenced(Scope scope) {
        return switch (scope) {
            case Scope.Segments(Tenant tenant, LocalDate day) -> fenced(tenant, day);
            case Scope.Versions _, Scope.Deletes _, Scope.Probes _, Scope.Unknown _ -> in(scope);
        };
    }

    private Optional<Set<String>> fenced(Tenant tenant, LocalDate day) {
        if (!catalogs.read(tenant, day).continues(copies.earlierCatalog(tenant, day))) {
            warn(
                    tenant,
                    day,
                    "it does not go on from its copy, so it was lost and begun anew: lodur rebuild-catalog mends it");
            return Optional.empty();
        }
        return Optional.of(keys(catalogs.commit(tenant, day, new CatalogChange.Fence())));
    }

    private static Set<String> keys(DayCatalog catalog) {
        return catalog.entries().stream().map(CatalogEntry::key).collect(Collectors.toSet());
    }

    private Optional<Set<String>> segments(Tenant tenant, LocalDate day) {
        try {
            DayCatalog catalog = catalogs.read(tenant, day);
            if (catalog.version() == 0) {
                warn(tenant, day, "there is none");
                return Optional.empty();
            }
            return Optional.of(keys(catalog));
        } catch (LodurException e) {
            return unreadable(tenant, day, e);
        }
    }

    private Optional<Set<String>> version(Tenant tenant, LocalDate day) {
        return current(objects.getIfChanged(tenant, day, CatalogObjects.NO_CATALOG), names.catalogVersionsOf(tenant));
    }

    /** Only where a pointer says which object is current, the tag is the name of one. */
    private static Optional<Set<String>> current(ConditionalGet found, String versions) {
        return switch (found) {
            case ConditionalGet.Changed(byte[] bytes, String tag)
            when tag.startsWith(versions) -> Optional.of(Set.of(tag));
            case ConditionalGet.Changed _, ConditionalGet.Missing _, ConditionalGet.Unchanged _ -> Optional.empty();
        };
    }

    private static Optional<Set<String>> unreadable(Tenant tenant, LocalDate day, LodurException failure) {
        if (!failure.code().isOfStoredBytes()) {
            throw failure;
        }
        warn(tenant, day, failure.text());
        return Optional.empty();
    }

    private static void warn(Tenant tenant, LocalDate day, String why) {
        LOGGER.log(
                System.Logger.Level.WARNING,
                "the catalog of " + tenant + " for " + day + " tells nothing (" + why
                        + "): no object of that day is removed");
    }
}

package dev.lodur.store;

import dev.lodur.model.Tenant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The catalogs in the way that their cluster has settled on, which is found in the bucket with the first use: by reading
 * {@code cluster.json}, and before the first replacement by trying what the bucket can do. So neither is in the way of a
 * start, and both are asked again as long as the bucket is away.
 */
public final class ClusterCatalogObjects implements CatalogObjects {
    private final ClusterFile file;
    private final CatalogObjects conditional;
    private final CatalogObjects ofOneWriter;
    private final Optional<CatalogObjects> pointed;

    /**
     * @param pointer for a bucket without conditional writes; where there is none, such a bucket takes one writer
     * @param random makes ids and names that nobody else makes
     */
    public ClusterCatalogObjects(
            ObjectStore store, Optional<CatalogPointer> pointer, ObjectNames names, RandomGenerator random) {
        this.file = new ClusterFile(store, pointer, names, random);
        this.conditional = new ConditionalCatalogObjects(store, names);
        this.ofOneWriter = ConditionalCatalogObjects.ofOneWriter(store, names);
        this.pointed = pointer.map(pointers -> new PointedCatalogObjects(store, pointers, names, random));
    }

    @Override
    public ConditionalGet getIfChanged(Tenant tenant, LocalDate day, String knownTag) {
        return toRead().getIfChanged(tenant, day, knownTag);
    }

    @Override
    public String replace(DayCatalog next, String expectedTag) {
        return of(file.join()).replace(next, expectedTag);
    }

    @Override
    public ConditionalGet getDeletesIfChanged(Tenant tenant, String knownTag) {
        return toRead().getDeletesIfChanged(tenant, knownTag);
    }

    @Override
    public String replaceDeletes(TenantDeletes next, String expectedTag) {
        return of(file.join()).replaceDeletes(next, expectedTag);
    }

    @Override
    public List<LocalDate> listDays(Tenant tenant) {
        return toRead().listDays(tenant);
    }

    /** Before the first commit of all there is nothing, in whichever way one looks for it. */
    private CatalogObjects toRead() {
        return file.find().map(this::of).orElse(conditional);
    }

    private CatalogObjects of(Cluster cluster) {
        return switch (cluster.commitWay()) {
            case CONDITIONAL_WRITES -> conditional;
            case ONE_WRITER -> ofOneWriter;
            case POINTER -> pointed.orElseThrow();
        };
    }
}

package dev.lodur.simulation;

import dev.lodur.model.file.FileLayer;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.ObjectStore;
import java.util.function.UnaryOperator;

/**
 * What a fault can be planted into: each operator is given what a process works with and may put something dishonest in
 * front of it.
 *
 * @param ingesterFiles of an ingester, anew at each of its starts
 * @param ingesterCatalogs of an ingester
 * @param querierCatalogs of a querier
 * @param sweepStore of the compactor's sweep
 * @param compactorStore of its merges
 * @param compactorCatalogs of its merges
 */
record Ports(
        UnaryOperator<FileLayer> ingesterFiles,
        UnaryOperator<CatalogObjects> ingesterCatalogs,
        UnaryOperator<CatalogObjects> querierCatalogs,
        UnaryOperator<ObjectStore> sweepStore,
        UnaryOperator<ObjectStore> compactorStore,
        UnaryOperator<CatalogObjects> compactorCatalogs) {
    static final Ports HONEST = new Ports(
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity());

    Ports withIngesterFiles(UnaryOperator<FileLayer> fault) {
        return new Ports(fault, ingesterCatalogs, querierCatalogs, sweepStore, compactorStore, compactorCatalogs);
    }

    Ports withIngesterCatalogs(UnaryOperator<CatalogObjects> fault) {
        return new Ports(ingesterFiles, fault, querierCatalogs, sweepStore, compactorStore, compactorCatalogs);
    }

    Ports withQuerierCatalogs(UnaryOperator<CatalogObjects> fault) {
        return new Ports(ingesterFiles, ingesterCatalogs, fault, sweepStore, compactorStore, compactorCatalogs);
    }

    Ports withSweepStore(UnaryOperator<ObjectStore> fault) {
        return new Ports(ingesterFiles, ingesterCatalogs, querierCatalogs, fault, compactorStore, compactorCatalogs);
    }

    Ports withCompactorStore(UnaryOperator<ObjectStore> fault) {
        return new Ports(ingesterFiles, ingesterCatalogs, querierCatalogs, sweepStore, fault, compactorCatalogs);
    }

    Ports withCompactorCatalogs(UnaryOperator<CatalogObjects> fault) {
        return new Ports(ingesterFiles, ingesterCatalogs, querierCatalogs, sweepStore, compactorStore, fault);
    }
}

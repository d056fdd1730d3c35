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
 */
record Ports(
        UnaryOperator<FileLayer> ingesterFiles,
        UnaryOperator<CatalogObjects> ingesterCatalogs,
        UnaryOperator<CatalogObjects> querierCatalogs,
        UnaryOperator<ObjectStore> sweepStore) {
    static final Ports HONEST = new Ports(
            UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());

    Ports withIngesterFiles(UnaryOperator<FileLayer> fault) {
        return new Ports(fault, ingesterCatalogs, querierCatalogs, sweepStore);
    }

    Ports withIngesterCatalogs(UnaryOperator<CatalogObjects> fault) {
        return new Ports(ingesterFiles, fault, querierCatalogs, sweepStore);
    }

    Ports withQuerierCatalogs(UnaryOperator<CatalogObjects> fault) {
        return new Ports(ingesterFiles, ingesterCatalogs, fault, sweepStore);
    }

    Ports withSweepStore(UnaryOperator<ObjectStore> fault) {
        return new Ports(ingesterFiles, ingesterCatalogs, querierCatalogs, fault);
    }
}

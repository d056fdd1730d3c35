package dev.lodur.store;

class ConditionalCatalogObjectsTest extends CatalogObjectsContractTest {
    @Override
    protected CatalogObjects process() {
        return new ConditionalCatalogObjects(bucket, Slices.NAMES);
    }
}

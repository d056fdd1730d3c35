package dev.lodur.store;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;

/** The contract over a bucket that has settled the way by itself. */
class ClusterCatalogObjectsTest {
    private final MemoryCatalogPointer pointer = new MemoryCatalogPointer();
    private final Random random = new Random(5);

    private CatalogObjects process(ObjectStore bucket, Optional<CatalogPointer> pointers) {
        return new ClusterCatalogObjects(bucket, pointers, Slices.NAMES, random);
    }

    @Nested
    class WithConditionalWrites extends CatalogObjectsContractTest {
        @Override
        protected CatalogObjects process() {
            return ClusterCatalogObjectsTest.this.process(bucket, Optional.empty());
        }
    }

    @Nested
    class WithAPointer extends CatalogObjectsContractTest {
        @Override
        protected CatalogObjects process() {
            bucket.setIgnoringConditions(true);
            return ClusterCatalogObjectsTest.this.process(bucket, Optional.of(pointer));
        }
    }
}

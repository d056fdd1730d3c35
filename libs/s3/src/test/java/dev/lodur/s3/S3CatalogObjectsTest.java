package dev.lodur.s3;

import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogObjectsContractTest;
import dev.lodur.store.ClusterCatalogObjects;
import dev.lodur.store.MemoryCatalogPointer;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Slices;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Both ways to keep catalogs, over a real server that obeys conditions or does not. */
class S3CatalogObjectsTest {
    private final S3Server server = S3Server.start();
    private final Random random = new Random(6);

    private ObjectStore store() {
        return new S3ObjectStore(S3Clients.of(server), server.bucket(), Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Nested
    class WithConditionalWrites extends CatalogObjectsContractTest {
        @Override
        protected ObjectStore emptyStore() {
            return store();
        }

        @Override
        protected CatalogObjects process() {
            return new ClusterCatalogObjects(bucket, Optional.empty(), Slices.NAMES, random);
        }
    }

    @Nested
    class WithAPointer extends CatalogObjectsContractTest {
        private final MemoryCatalogPointer pointer = new MemoryCatalogPointer();

        @Override
        protected ObjectStore emptyStore() {
            server.faults().setIgnoringConditions(true);
            return store();
        }

        @Override
        protected CatalogObjects process() {
            return new ClusterCatalogObjects(bucket, Optional.of(pointer), Slices.NAMES, random);
        }
    }
}

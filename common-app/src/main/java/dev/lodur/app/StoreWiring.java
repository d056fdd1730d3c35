package dev.lodur.app;

import dev.lodur.config.LokiConfig;
import dev.lodur.config.StorageConfig;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.model.file.FileLayer;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogPointer;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ClusterCatalogObjects;
import dev.lodur.store.CountingObjectStore;
import dev.lodur.store.DeleteLog;
import dev.lodur.store.DeletesReader;
import dev.lodur.store.FolderObjectStore;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.PatientObjectStore;
import dev.lodur.store.Sleeper;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Random;

/** Makes the bucket of this process, which may be a folder, out of the configuration. */
@ApplicationScoped
public class StoreWiring {
    private static final int DELETES_TENANTS_MAX = 10_000;

    @Produces
    @Singleton
    FileLayer files() {
        return new DiskFileLayer();
    }

    @Produces
    @Singleton
    ObjectStore store(LokiConfig config, FileLayer files, BucketCredentials credentials, MeterRegistry registry) {
        CountingObjectStore store = new CountingObjectStore(open(config, files, credentials));
        BucketMetrics.observe(store, registry);
        return patient(store);
    }

    static ObjectStore open(LokiConfig config, FileLayer files, BucketCredentials credentials) {
        return switch (config.storage().store()) {
            case StorageConfig.Filesystem folder -> FolderObjectStore.open(files, folder.directory());
            case StorageConfig.S3 s3 -> BucketClient.open(s3, credentials);
        };
    }

    static ObjectStore patient(ObjectStore store) {
        return new PatientObjectStore(store, Sleeper.SYSTEM, new Random(), System::nanoTime);
    }

    @Produces
    @Singleton
    BucketCredentials credentials(LokiConfig config) {
        return new BucketCredentials(config.storage().store());
    }

    @Produces
    @Singleton
    ObjectNames names(LokiConfig config) {
        return prefix(config);
    }

    static ObjectNames prefix(LokiConfig config) {
        String prefix = config.storage().prefix();
        return new ObjectNames(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    }

    @Produces
    @Singleton
    CatalogObjects catalogObjects(ObjectStore store, Instance<CatalogPointer> pointer, ObjectNames names) {
        return new ClusterCatalogObjects(store, pointer.stream().findFirst(), names, new Random());
    }

    @Produces
    @Singleton
    CatalogStore catalogs(CatalogObjects objects, Clock clock) {
        return new CatalogStore(objects, clock, Sleeper.SYSTEM, new Random());
    }

    @Produces
    @Singleton
    DeletesReader deletes(CatalogObjects objects) {
        return new DeletesReader(objects, System::nanoTime, DELETES_TENANTS_MAX);
    }

    @Produces
    @Singleton
    DeleteLog deleteLog(CatalogObjects objects, DeletesReader reader, Clock clock) {
        return new DeleteLog(objects, reader, clock, Sleeper.SYSTEM, new Random());
    }
}

package dev.lodur.standalone;

import dev.lodur.config.LokiConfig;
import dev.lodur.config.StorageConfig;
import dev.lodur.ingester.IngesterRole;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.DiskFileLayer;
import dev.lodur.model.file.FileLayer;
import dev.lodur.querier.IngesterDirectory;
import dev.lodur.ring.InProcessRing;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import dev.lodur.ring.PushTarget;
import dev.lodur.ring.ReplicationFactor;
import dev.lodur.ring.Ring;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.CountingObjectStore;
import dev.lodur.store.FolderObjectStore;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.RequestClass;
import dev.lodur.store.Sleeper;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Puts the roles of this process together: one ingester in a ring of its own, and a folder as the bucket. */
@ApplicationScoped
public class StandaloneWiring {
    private static final String INSTANCE = "standalone";

    @Produces
    @Singleton
    FileLayer files() {
        return new DiskFileLayer();
    }

    @Produces
    @Singleton
    ObjectStore store(LokiConfig config, FileLayer files, MeterRegistry registry) {
        CountingObjectStore store = new CountingObjectStore(FolderObjectStore.open(files, folder(config)));
        for (RequestClass requestClass : RequestClass.values()) {
            FunctionCounter.builder("lodur_bucket_requests_total", store, counting -> counting.requests(requestClass))
                    .description("Requests to the bucket by their price class.")
                    .tag("class", requestClass.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        return store;
    }

    private static Path folder(LokiConfig config) {
        return switch (config.storage().store()) {
            case StorageConfig.Filesystem folder -> folder.directory();
            case StorageConfig.S3 s3 ->
                throw new LodurException(
                        ErrorCode.INVALID_REQUEST,
                        "storage in bucket '" + s3.bucket()
                                + "' is not part of this version yet: use common.storage.filesystem");
        };
    }

    @Produces
    @Singleton
    ObjectNames names(LokiConfig config) {
        String prefix = config.storage().prefix();
        return new ObjectNames(prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    }

    @Produces
    @Singleton
    CatalogObjects catalogObjects(ObjectStore store, ObjectNames names) {
        return new ConditionalCatalogObjects(store, names);
    }

    @Produces
    @Singleton
    CatalogStore catalogs(CatalogObjects objects, Clock clock) {
        return new CatalogStore(objects, clock, Sleeper.SYSTEM, new Random());
    }

    @Produces
    @Singleton
    Ring ring() {
        InProcessRing ring = new InProcessRing();
        ring.put(new Member(
                INSTANCE, "", "", new MemberState.Active(), Member.randomTokens(new Random(), Member.TOKENS_DEFAULT)));
        return ring;
    }

    /** One, whatever the file says: there is one ingester here. */
    @Produces
    @Singleton
    ReplicationFactor replicationFactor() {
        return new ReplicationFactor(1);
    }

    @Produces
    @Singleton
    PushTarget.Directory targets(IngesterRole ingester) {
        return member -> ingester;
    }

    @Produces
    @Singleton
    IngesterDirectory ingesters(IngesterRole ingester) {
        List<IngesterDirectory.Member> members = List.of(new IngesterDirectory.Member(INSTANCE, ingester));
        return () -> members;
    }
}

package dev.lodur.ingester;

import dev.lodur.config.IngesterConfig;
import dev.lodur.config.LokiConfig;
import dev.lodur.config.WalConfig;
import dev.lodur.http.Threads;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.file.FileLayer;
import dev.lodur.ring.ReplicationFactor;
import dev.lodur.ring.Ring;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Sleeper;
import dev.lodur.wal.WalOptions;
import dev.lodur.wal.WalSync;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;

/** Makes the ingester of this process out of the configuration. */
@ApplicationScoped
public class IngesterWiring {
    /** The head's part of the heap; as much again is needed while a generation is written. */
    private static final int HEAD_HEAP_FRACTION = 4;

    private static final Duration PUSH_PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(20);

    @Produces
    @Singleton
    IngesterRole ingester(
            FileLayer files,
            ObjectStore store,
            CatalogStore catalogs,
            ObjectNames names,
            TenantLimits.Source limits,
            IngesterSettings settings,
            Ring ring,
            AdoptionListener adoptions,
            Clock clock,
            Threads threads,
            MeterRegistry registry) {
        MeteredIngester metrics = new MeteredIngester(registry);
        IngesterEnvironment environment = new IngesterEnvironment(
                files,
                store,
                catalogs,
                names,
                limits,
                () -> Math.max(1, ring.view().writableCount()),
                adoptions::adopted,
                clock,
                System::nanoTime,
                new Random(),
                Sleeper.SYSTEM,
                threads.blocking(),
                threads.scheduler(),
                metrics);
        return new IngesterRole(
                () -> {
                    Ingester ingester = Ingester.start(settings, environment);
                    metrics.observe(ingester);
                    return ingester;
                },
                threads.blocking(),
                () -> Quarkus.asyncExit(1));
    }

    @Produces
    @Singleton
    IngesterSettings settings(LokiConfig config, FileLayer files, ReplicationFactor replicationFactor) {
        IngesterConfig ingester = config.ingester();
        String instance =
                InstanceId.of(ingester.lifecycler().id(), files, ingester.wal().directory(), hostName(), new Random());
        return settings(ingester, instance, replicationFactor);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    static IngesterSettings settings(IngesterConfig config, String instance, ReplicationFactor replicationFactor) {
        long headBytesMax = Runtime.getRuntime().maxMemory() / HEAD_HEAP_FRACTION;
        return new IngesterSettings(
                instance,
                config.wal().directory(),
                walOptions(config.wal()),
                FlushPolicy.of(instance, config.chunkIdlePeriod(), config.maxChunkAge(), headBytesMax),
                config.flushCheckPeriod(),
                PUSH_PATIENCE,
                SHUTDOWN_PATIENCE,
                replicationFactor.replicas());
    }

    private static WalOptions walOptions(WalConfig config) {
        WalSync sync = switch (config.sync()) {
            case ALWAYS -> WalSync.ALWAYS;
            case INTERVAL -> WalSync.INTERVAL;
            case NEVER -> WalSync.NEVER;
        };
        return WalOptions.defaults()
                .withSync(sync, WalOptions.defaults().intervalMillis())
                .withDiskFullThreshold(config.diskFullThreshold());
    }

    /** Starts the ingester with the process, instead of with its first request. */
    void started(@Observes @Priority(100) StartupEvent event, IngesterRole ingester) {
        ingester.state();
    }

    void stopped(@Observes @Priority(100) ShutdownEvent event, IngesterRole ingester) {
        ingester.stop();
    }
}

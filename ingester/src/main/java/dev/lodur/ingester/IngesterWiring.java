package dev.lodur.ingester;

import dev.lodur.config.IngesterConfig;
import dev.lodur.config.LokiConfig;
import dev.lodur.config.WalConfig;
import dev.lodur.engine.drain.PatternStore;
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
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes the ingester of this process out of the configuration. */
@ApplicationScoped
public class IngesterWiring {
    /** The head's part of the heap; as much again is needed while a generation is written. */
    private static final int HEAD_HEAP_FRACTION = 4;

    /** The patterns' part of the heap: 10 MB of 160, which is room for some ten thousand patterns. */
    private static final int PATTERN_HEAP_FRACTION = 16;

    private static final long PATTERN_BYTES_MAX = 64L << 20;
    private static final int PATTERN_QUEUE_FRACTION = 4;

    /** A few hundredths of a core. */
    private static final long PATTERN_LINES_PER_SECOND_MAX = 20_000;

    private static final Duration PUSH_PATIENCE = Duration.ofSeconds(10);
    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(20);

    private final ExecutorService mining = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("lodur-patterns").daemon().factory());

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
            MeteredIngester metrics,
            Patterns patterns) {
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
                metrics,
                patterns);
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
    MeteredIngester metrics(MeterRegistry registry) {
        return new MeteredIngester(registry);
    }

    @Produces
    @Singleton
    Patterns patterns(LokiConfig config, Clock clock, MeteredIngester metrics) {
        if (!config.patternIngester().enabled()) {
            return Patterns.NONE;
        }
        long bytesMax = Math.min(PATTERN_BYTES_MAX, Runtime.getRuntime().maxMemory() / PATTERN_HEAP_FRACTION);
        PatternStore store = new PatternStore(bytesMax, PatternStore.CLUSTERS_MAX, clock);
        metrics.observe(store);
        LineSampling sampling = new LineSampling(PATTERN_LINES_PER_SECOND_MAX, System::nanoTime);
        return new MinedPatterns(store, sampling, mining, bytesMax / PATTERN_QUEUE_FRACTION, metrics);
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
        List<Runnable> _ = mining.shutdownNow();
    }
}

package dev.lodur.ingester.cluster;

import dev.lodur.cluster.OwnAddress;
import dev.lodur.config.LifecyclerConfig;
import dev.lodur.config.LokiConfig;
import dev.lodur.http.Threads;
import dev.lodur.ingester.IngesterRole;
import dev.lodur.ingester.IngesterSettings;
import dev.lodur.model.file.FileLayer;
import dev.lodur.ring.consul.Consul;
import dev.lodur.ring.consul.ConsulRing;
import dev.lodur.ring.consul.RingMembership;
import dev.lodur.ring.consul.RingSettings;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;

/** Puts the ingester of this process into the ring. */
@ApplicationScoped
public class IngesterClusterWiring {
    private static final String RING_FILE = "ring.json";
    private static final int BEFORE_THE_INGESTER = 50;
    private static final int AFTER_THE_INGESTER = 200;

    @Produces
    @Singleton
    AdoptedMembers adopted(ConsulRing ring) {
        return new AdoptedMembers(ring, System::nanoTime);
    }

    @Produces
    @Singleton
    IngesterMembership membership(
            LokiConfig config,
            IngesterSettings settings,
            IngesterRole ingester,
            AdoptedMembers adopted,
            Consul consul,
            FileLayer files,
            Clock clock,
            Threads threads) {
        LifecyclerConfig lifecycler = config.ingester().lifecycler();
        RingMembership membership = new RingMembership(
                consul,
                ringSettings(config, settings),
                files,
                clock,
                System::nanoTime,
                new Random(),
                ingester::oldestUnflushedNanos,
                () -> Quarkus.asyncExit(1));
        return new IngesterMembership(lifecycler, membership, adopted, threads);
    }

    private static RingSettings ringSettings(LokiConfig config, IngesterSettings settings) {
        LifecyclerConfig lifecycler = config.ingester().lifecycler();
        String address = OwnAddress.of(lifecycler.address(), lifecycler.interfaceNames());
        return new RingSettings(
                lifecycler.ring().prefix(),
                settings.instance(),
                address + ":" + lifecycler.port(),
                OwnAddress.of(config) + ":" + config.registration().httpPort(),
                lifecycler.availabilityZone(),
                lifecycler.numTokens(),
                ringFile(lifecycler, settings),
                RingSettings.SESSION_TIME_TO_LIVE,
                RingSettings.CONFLICT_PATIENCE);
    }

    private static Path ringFile(LifecyclerConfig lifecycler, IngesterSettings settings) {
        return lifecycler.tokensFilePath().isEmpty()
                ? settings.volume().resolve(settings.instance()).resolve(RING_FILE)
                : Path.of(lifecycler.tokensFilePath());
    }

    void join(
            @Observes @Priority(BEFORE_THE_INGESTER) StartupEvent event, IngesterMembership member, IngesterRole role) {
        member.join(role);
    }

    void beginLeaving(@Observes @Priority(BEFORE_THE_INGESTER) ShutdownEvent event, IngesterMembership member) {
        member.beginLeaving();
    }

    void leave(
            @Observes @Priority(AFTER_THE_INGESTER) ShutdownEvent event, IngesterMembership member, IngesterRole role) {
        member.leave(role);
    }
}

package dev.lodur.distributor;

import dev.lodur.config.LokiConfig;
import dev.lodur.http.ServiceStatus;
import dev.lodur.http.Threads;
import dev.lodur.lokiapi.push.PushDecoder;
import dev.lodur.model.MemoryBudget;
import dev.lodur.model.TenantLimits;
import dev.lodur.ring.PushTarget;
import dev.lodur.ring.Ring;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Makes the distributor of this process out of the configuration. */
@ApplicationScoped
public class DistributorWiring {
    /** The part of the heap that bodies may take, as sent, decompressed and as batches together. */
    private static final int BODIES_HEAP_FRACTION = 4;

    private static final Duration BODY_PATIENCE = Duration.ofSeconds(10);
    private static final Duration EXTEND_AFTER = Duration.ofSeconds(1);

    @Produces
    @Singleton
    BodyAdmission admission(LokiConfig config, MeterRegistry registry) {
        long bytes = Runtime.getRuntime().maxMemory() / BODIES_HEAP_FRACTION / 2;
        MemoryBudget sent = new MemoryBudget("request bodies", bytes);
        MemoryBudget decoded = new MemoryBudget("decompressed request bodies", bytes);
        Gauge.builder("loki_distributor_inflight_bytes", () -> sent.usedBytes() + decoded.usedBytes())
                .description("Memory of the push bodies that are being handled.")
                .register(registry);
        return new BodyAdmission(
                sent,
                decoded,
                config.distributor().maxReceiveSizeBytes(),
                config.distributor().maxDecompressedSizeBytes(),
                BODY_PATIENCE);
    }

    @Produces
    @Singleton
    Distributor distributor(
            LokiConfig config,
            BodyAdmission admission,
            Ring ring,
            PushTarget.Directory targets,
            TenantLimits.Source limits,
            Clock clock,
            Threads threads,
            MeterRegistry registry) {
        DistributorMetrics metrics = new MeteredDistributor(registry);
        int replicationFactor = config.ingester().lifecycler().replicationFactor();
        registry.gauge("loki_distributor_replication_factor", replicationFactor);
        ReplicationConfig replication = new ReplicationConfig(
                replicationFactor,
                config.distributor().writeQuorum() > 0,
                EXTEND_AFTER,
                config.distributor().ingesterTimeout().multipliedBy(4));
        return new Distributor(
                new PushDecoder(admission.decompressedBytesMax(), () -> nanos(clock.instant())),
                new Replicator(ring, targets, replication, threads.blocking(), System::nanoTime, metrics),
                limits,
                () -> 1,
                clock,
                System::nanoTime,
                metrics);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Produces
    @Singleton
    DistributorStatus status() {
        return new DistributorStatus();
    }

    /** A distributor holds nothing: it is ready as soon as it is there. */
    static final class DistributorStatus implements ServiceStatus {
        @Override
        public String name() {
            return "distributor";
        }

        @Override
        public String state() {
            return "Running";
        }

        @Override
        public String notReadyReason() {
            return "";
        }
    }
}

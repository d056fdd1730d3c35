package dev.lodur.distributor;

import dev.lodur.config.LokiConfig;
import dev.lodur.http.ServiceStatus;
import dev.lodur.http.Threads;
import dev.lodur.lokiapi.push.PushDecoder;
import dev.lodur.model.MemoryBudget;
import dev.lodur.model.TenantLimits;
import dev.lodur.ring.PushTarget;
import dev.lodur.ring.ReplicationFactor;
import dev.lodur.ring.Ring;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Makes the distributor of this process out of the configuration. */
@ApplicationScoped
public class DistributorWiring {
    /** The part of the heap that bodies may take, as sent, decompressed and as batches together. */
    private static final int BODIES_HEAP_FRACTION = 4;

    private static final String RING_NAME = "ingester";
    /** As Loki writes them on its metrics. */
    private static final List<String> RING_STATES = List.of("ACTIVE", "JOINING", "LEAVING", "PENDING", "Unhealthy");

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
            ReplicationFactor replicationFactor,
            PushTarget.Directory targets,
            DistributorCount count,
            TenantLimits.Source limits,
            Clock clock,
            Threads threads,
            MeterRegistry registry) {
        DistributorMetrics metrics = new MeteredDistributor(registry);
        registry.gauge("loki_distributor_replication_factor", replicationFactor.replicas());
        ReplicationConfig replication = new ReplicationConfig(
                replicationFactor.replicas(),
                config.distributor().writeQuorum() > 0,
                EXTEND_AFTER,
                config.distributor().ingesterTimeout().multipliedBy(4));
        return new Distributor(
                new PushDecoder(admission.decompressedBytesMax(), () -> nanos(clock.instant())),
                new Replicator(ring, targets, replication, threads.blocking(), System::nanoTime, metrics),
                limits,
                count::distributors,
                clock,
                System::nanoTime,
                metrics);
    }

    /** The ring as dashboards and alerts know it; every state has its series from the start. */
    void started(@Observes StartupEvent event, Ring ring, MeterRegistry registry) {
        for (String state : RING_STATES) {
            Gauge.builder("loki_ring_members", ring, now -> members(now, state))
                    .description("Number of members in the ring.")
                    .tags("name", RING_NAME, "state", state)
                    .register(registry);
        }
        FunctionCounter.builder("loki_ring_tokens_total", ring, DistributorWiring::tokens)
                .description("Number of tokens in the ring.")
                .tag("name", RING_NAME)
                .register(registry);
    }

    private static double members(Ring ring, String state) {
        return ring.view().members().stream()
                .filter(member -> member.state().label().equalsIgnoreCase(state))
                .count();
    }

    private static double tokens(Ring ring) {
        return ring.view().members().stream()
                .mapToInt(member -> member.tokens().length)
                .sum();
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

package dev.lodur.cluster;

import dev.lodur.cluster.grpc.PeerChannels;
import dev.lodur.config.IngesterConfig;
import dev.lodur.config.LokiConfig;
import dev.lodur.config.RingConfig;
import dev.lodur.ring.ReplicationFactor;
import dev.lodur.ring.consul.Consul;
import dev.lodur.ring.consul.ConsulRing;
import dev.lodur.ring.consul.HttpConsul;
import dev.lodur.store.CatalogPointer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Makes what services that run apart share out of the configuration. */
@ApplicationScoped
public class ClusterWiring {
    private static final String CATALOGS = "catalogs/";

    @Produces
    @Singleton
    ReplicationFactor replicationFactor(LokiConfig config) {
        return new ReplicationFactor(config.ingester().lifecycler().replicationFactor());
    }

    @Produces
    @Singleton
    Consul consul(LokiConfig config) {
        return consul(config.consul(), config.consul().consistentReads());
    }

    private static Consul consul(RingConfig.Consul agent, boolean consistentReads) {
        return new HttpConsul(
                (agent.isHttps() ? "https://" : "http://") + agent.hostAndPort(),
                agent.aclToken().value(),
                agent.httpClientTimeout(),
                consistentReads);
    }

    @Produces
    @Singleton
    CatalogPointer catalogPointer(LokiConfig config) {
        return pointer(config);
    }

    /** Where the catalogs of a bucket without conditional writes are found: also for what runs without a server. */
    public static CatalogPointer pointer(LokiConfig config) {
        return new ConsulCatalogPointer(
                consul(config.consul(), true),
                config.ingester().lifecycler().ring().prefix() + CATALOGS);
    }

    @Produces
    @Singleton
    ConsulRing ring(LokiConfig config, Consul consul, Clock clock) {
        RingConfig ring = config.ingester().lifecycler().ring();
        return new ConsulRing(
                consul,
                ring.prefix(),
                ring.zoneAwarenessEnabled(),
                forgetAfter(config.ingester()),
                clock,
                System::nanoTime);
    }

    @Produces
    @Singleton
    PeerChannels channels(LokiConfig config) {
        return new PeerChannels(config.distributor().grpcMaxReceiveSizeBytes());
    }

    private static Duration forgetAfter(IngesterConfig config) {
        return config.autoforgetUnhealthy() ? config.autoforgetUnhealthyPeriod() : Duration.ZERO;
    }
}

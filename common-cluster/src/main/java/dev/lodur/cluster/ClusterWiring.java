package dev.lodur.cluster;

import dev.lodur.config.LokiConfig;
import dev.lodur.ring.ReplicationFactor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes what services that run apart share out of the configuration. */
@ApplicationScoped
public class ClusterWiring {
    @Produces
    @Singleton
    ReplicationFactor replicationFactor(LokiConfig config) {
        return new ReplicationFactor(config.ingester().lifecycler().replicationFactor());
    }
}

package dev.lodur.cluster;

import dev.lodur.config.LokiConfig;
import dev.lodur.config.RingConfig;
import dev.lodur.ring.ReplicationFactor;
import dev.lodur.ring.consul.Consul;
import dev.lodur.ring.consul.HttpConsul;
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

    @Produces
    @Singleton
    Consul consul(LokiConfig config) {
        RingConfig.Consul agent = config.consul();
        return new HttpConsul(
                (agent.isHttps() ? "https://" : "http://") + agent.hostAndPort(),
                agent.aclToken().value(),
                agent.httpClientTimeout(),
                agent.consistentReads());
    }
}

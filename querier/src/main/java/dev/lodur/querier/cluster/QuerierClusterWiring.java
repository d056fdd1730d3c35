package dev.lodur.querier.cluster;

import dev.lodur.cluster.grpc.PeerChannels;
import dev.lodur.config.LokiConfig;
import dev.lodur.querier.IngesterDirectory;
import dev.lodur.ring.Ring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Shows the querier of this process the ingesters. */
@ApplicationScoped
public class QuerierClusterWiring {
    @Produces
    @Singleton
    IngesterDirectory ingesters(LokiConfig config, Ring ring, PeerChannels channels) {
        return new RingIngesters(ring, channels, config.limits().query().queryTimeout())::view;
    }
}

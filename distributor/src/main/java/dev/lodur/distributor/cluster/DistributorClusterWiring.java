package dev.lodur.distributor.cluster;

import dev.lodur.cluster.grpc.PeerChannels;
import dev.lodur.cluster.grpc.RemotePushTarget;
import dev.lodur.config.LokiConfig;
import dev.lodur.config.Target;
import dev.lodur.distributor.DistributorCount;
import dev.lodur.ring.PushTarget;
import dev.lodur.ring.consul.Consul;
import dev.lodur.ring.consul.Follower;
import dev.lodur.ring.consul.ServiceDirectory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shows the distributor of this process the ingesters, and how many distributors there are. */
@ApplicationScoped
public class DistributorClusterWiring {
    private final ServiceDirectory distributors;
    private @Nullable Follower follower;

    public DistributorClusterWiring(LokiConfig config, Consul consul) {
        distributors = new ServiceDirectory(consul, config.registration().serviceName(Target.DISTRIBUTOR));
    }

    @Produces
    @Singleton
    PushTarget.Directory targets(LokiConfig config, PeerChannels channels) {
        Duration deadline = config.distributor().ingesterTimeout();
        return member -> new RemotePushTarget(channels, member.address(), deadline);
    }

    /** Those that answer their checks; where nobody is registered there still is this one. */
    @Produces
    @Singleton
    DistributorCount count() {
        return () -> Math.max(1, distributors.instances().size());
    }

    void start(@Observes StartupEvent event) {
        follower = Follower.start("the distributors", distributors);
    }

    void stop(@Observes ShutdownEvent event) {
        if (follower != null) {
            follower.close();
        }
    }
}

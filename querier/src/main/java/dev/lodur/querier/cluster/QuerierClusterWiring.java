package dev.lodur.querier.cluster;

import dev.lodur.cluster.OwnAddress;
import dev.lodur.cluster.grpc.PeerChannels;
import dev.lodur.config.LokiConfig;
import dev.lodur.config.Target;
import dev.lodur.http.Threads;
import dev.lodur.querier.IngesterDirectory;
import dev.lodur.querier.QuerierDirectory;
import dev.lodur.ring.Ring;
import dev.lodur.ring.consul.Consul;
import dev.lodur.ring.consul.Follower;
import dev.lodur.ring.consul.ServiceDirectory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows the querier of this process the ingesters and the compactor. */
@ApplicationScoped
public class QuerierClusterWiring {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final ServiceDirectory compactors;
    private final ConsulQueriers queriers;
    private final List<Follower> followers = new ArrayList<>();

    public QuerierClusterWiring(LokiConfig config, Consul consul) {
        compactors = new ServiceDirectory(consul, config.registration().serviceName(Target.COMPACTOR));
        queriers = new ConsulQueriers(
                new ServiceDirectory(consul, config.registration().serviceName(Target.QUERIER)),
                new PeerChannels(config.distributor().grpcMaxReceiveSizeBytes()),
                OwnAddress.of(config),
                config.registration().httpPort(),
                config.limits().query().queryTimeout());
    }

    @Produces
    @Singleton
    QuerierDirectory queriers() {
        return queriers;
    }

    @Produces
    @Singleton
    RingIngesters ringIngesters(LokiConfig config, Ring ring, PeerChannels channels) {
        return new RingIngesters(
                ring, new GrpcConnections(channels), config.limits().query().queryTimeout());
    }

    @Produces
    @Singleton
    IngesterDirectory ingesters(RingIngesters ingesters) {
        return ingesters::view;
    }

    @Produces
    @Singleton
    FlushAll flushes(Threads threads) {
        return new FlushAll(threads.blocking());
    }

    /** Any compactor: those that stand by know as much as the one that leads, and tell who that is. */
    @Produces
    @Singleton
    Forwarder compactor(Threads threads) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .executor(threads.blocking())
                .build();
        return new Forwarder("compactor", this::compactorAddress, client);
    }

    private Optional<String> compactorAddress() {
        return compactors.instances().stream()
                .findFirst()
                .map(instance -> instance.address() + ":" + instance.httpPort());
    }

    void start(@Observes StartupEvent event) {
        followers.add(Follower.start("the compactors", compactors));
        followers.add(Follower.start("the queriers", queriers));
    }

    void stop(@Observes ShutdownEvent event) {
        followers.forEach(Follower::close);
        queriers.close();
    }
}

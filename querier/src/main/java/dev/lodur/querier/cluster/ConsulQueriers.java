package dev.lodur.querier.cluster;

import dev.lodur.cluster.grpc.PeerChannels;
import dev.lodur.cluster.grpc.RemoteQuerier;
import dev.lodur.engine.SegmentQuery;
import dev.lodur.querier.QuerierDirectory;
import dev.lodur.ring.consul.Consul.ServiceInstance;
import dev.lodur.ring.consul.Followed;
import dev.lodur.ring.consul.ServiceDirectory;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The queriers that pass their checks in Consul, but for this one. Thread-safe. */
final class ConsulQueriers implements QuerierDirectory, Followed, AutoCloseable {
    /** Who does not say a word by then is as busy as this one: its part is read here. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(2);

    private final ServiceDirectory directory;
    private final PeerChannels channels;
    private final String ownAddress;
    private final int ownHttpPort;
    private final Duration queryTimeout;

    /**
     * @param ownAddress where this one is registered, with its port
     */
    ConsulQueriers(
            ServiceDirectory directory,
            PeerChannels channels,
            String ownAddress,
            int ownHttpPort,
            Duration queryTimeout) {
        this.directory = directory;
        this.channels = channels;
        this.ownAddress = ownAddress;
        this.ownHttpPort = ownHttpPort;
        this.queryTimeout = queryTimeout;
    }

    @Override
    public List<SegmentQuery> others() {
        return directory.instances().stream()
                .filter(this::isOther)
                .<SegmentQuery>map(
                        instance -> new RemoteQuerier(channels, address(instance), FIRST_PATIENCE, queryTimeout))
                .toList();
    }

    private boolean isOther(ServiceInstance instance) {
        boolean own = instance.address().equals(ownAddress) && instance.httpPort() == ownHttpPort;
        return !own && instance.grpcPort() != 0;
    }

    private static String address(ServiceInstance instance) {
        return instance.address() + ":" + instance.grpcPort();
    }

    @Override
    public void follow(Duration wait) {
        directory.follow(wait);
        channels.retain(
                directory.instances().stream().map(ConsulQueriers::address).collect(Collectors.toSet()));
    }

    @Override
    public void close() {
        channels.close();
    }
}

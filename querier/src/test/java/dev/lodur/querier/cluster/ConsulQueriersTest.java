package dev.lodur.querier.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.cluster.grpc.PeerChannels;
import dev.lodur.cluster.grpc.RemoteQuerier;
import dev.lodur.engine.SegmentQuery;
import dev.lodur.model.LodurException;
import dev.lodur.ring.consul.MemoryConsul;
import dev.lodur.ring.consul.ServiceDefinition;
import dev.lodur.ring.consul.ServiceDirectory;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsulQueriersTest {
    private static final String SERVICE = "lodur-querier";

    private final MemoryConsul consul = new MemoryConsul(new ManualClock());
    private final ConsulQueriers queriers = new ConsulQueriers(
            new ServiceDirectory(consul, SERVICE), new PeerChannels(1 << 20), "10.0.0.1", 3100, Duration.ofMinutes(1));

    @AfterEach
    void close() {
        queriers.close();
    }

    private void register(String name, String address, int httpPort, int grpcPort) {
        consul.register(new ServiceDefinition(
                name + "-" + address + "-" + httpPort,
                name,
                address,
                httpPort,
                grpcPort,
                "/ready",
                List.of(),
                Map.of(),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5)));
    }

    private List<String> others() {
        return queriers.others().stream().map(ConsulQueriersTest::address).toList();
    }

    private static String address(SegmentQuery query) {
        return query instanceof RemoteQuerier remote ? remote.address() : "";
    }

    @Test
    void allButThisOneAreAskedAtTheirGrpcPorts() {
        register(SERVICE, "10.0.0.1", 3100, 9095);
        register(SERVICE, "10.0.0.1", 3200, 9195);
        register(SERVICE, "10.0.0.2", 3100, 9095);
        register("lodur-compactor", "10.0.0.3", 3100, 9095);

        queriers.follow(Duration.ZERO);

        assertThat(others()).containsExactlyInAnyOrder("10.0.0.1:9195", "10.0.0.2:9095");
    }

    @Test
    void oneThatDoesNotSayWhereItAnswersIsNotAsked() {
        register(SERVICE, "10.0.0.2", 3100, 0);

        queriers.follow(Duration.ZERO);

        assertThat(others()).isEmpty();
    }

    @Test
    void whileConsulIsAwayThoseKnownLastAreAsked() {
        register(SERVICE, "10.0.0.2", 3100, 9095);
        queriers.follow(Duration.ZERO);
        consul.setAway(true);

        assertThatThrownBy(() -> queriers.follow(Duration.ZERO)).isInstanceOf(LodurException.class);

        assertThat(others()).containsExactly("10.0.0.2:9095");
    }
}

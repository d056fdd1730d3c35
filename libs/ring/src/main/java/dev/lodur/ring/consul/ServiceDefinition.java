package dev.lodur.ring.consul;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A service as it is made known to others.
 *
 * @param id unique on the agent
 * @param name what all instances share, such as {@code lodur-querier}
 * @param address where others reach it
 * @param httpPort of its API, checked with {@code readyPath}
 * @param grpcPort checked with gRPC's health protocol; 0 where there is none
 * @param readyPath asked for readiness, such as {@code /ready}
 * @param checkInterval between two checks
 * @param deregisterAfter how long it may fail its checks before the agent forgets it
 */
public record ServiceDefinition(
        String id,
        String name,
        String address,
        int httpPort,
        int grpcPort,
        String readyPath,
        List<String> tags,
        Map<String, String> meta,
        Duration checkInterval,
        Duration deregisterAfter) {
    /** The key in a service's meta that names its gRPC port. */
    public static final String GRPC_PORT = "grpc_port";

    public ServiceDefinition {
        if (id.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("a service without id or name");
        }
        tags = List.copyOf(tags);
        meta = Map.copyOf(meta);
    }
}

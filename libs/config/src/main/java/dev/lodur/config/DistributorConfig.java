package dev.lodur.config;

import java.time.Duration;

/**
 * What the distributor takes and whom it asks: {@code distributor} and {@code ingester_client}.
 *
 * @param maxReceiveSizeBytes the largest body as sent
 * @param maxDecompressedSizeBytes the largest body after decompression
 * @param writeQuorum replicas that must have a stream before the push is acknowledged; 0 for what is healthy, at most a
 *     majority; Lodur's own key
 * @param ingesterTimeout how long a request to an ingester may take
 */
public record DistributorConfig(
        RingConfig ring,
        Duration heartbeatPeriod,
        long maxReceiveSizeBytes,
        long maxDecompressedSizeBytes,
        int writeQuorum,
        Duration ingesterTimeout,
        int grpcMaxReceiveSizeBytes,
        int grpcMaxSendSizeBytes) {

    static DistributorConfig of(Settings settings, Problems problems) {
        return new DistributorConfig(
                RingConfig.of(settings, "distributor.ring", problems),
                settings.duration("distributor.ring.heartbeat_period"),
                settings.number("distributor.max_recv_msg_size"),
                settings.number("distributor.max_decompressed_size"),
                settings.integer("distributor.write_quorum"),
                settings.duration("ingester_client.remote_timeout"),
                settings.integer("ingester_client.grpc_client_config.max_recv_msg_size"),
                settings.integer("ingester_client.grpc_client_config.max_send_msg_size"));
    }
}

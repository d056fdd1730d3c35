package dev.lodur.cluster.grpc;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** One connection to each address, made when it is first used. Thread-safe. */
public final class PeerChannels implements AutoCloseable {
    private static final long KEEP_ALIVE_SECONDS = 20;
    private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 5;
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final long IDLE_MINUTES = 5;

    private final int messageBytesMax;
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();

    /**
     * @param messageBytesMax the largest answer that is taken
     */
    public PeerChannels(int messageBytesMax) {
        this.messageBytesMax = messageBytesMax;
    }

    /** The channel to {@code host:port}; it connects with the first call. */
    ManagedChannel of(String address) {
        return channels.computeIfAbsent(address, this::open);
    }

    /**
     * Has the next call try to connect, after one that was not answered: a channel that waits between attempts, up to two
     * minutes, fails all calls until then though its peer may be back.
     */
    void reconnect(String address) {
        var _ = channels.computeIfPresent(address, (peer, channel) -> {
            if (channel.getState(false) == ConnectivityState.READY) {
                return channel;
            }
            channel.shutdown();
            return open(peer);
        });
    }

    private ManagedChannel open(String address) {
        return NettyChannelBuilder.forTarget("dns:///" + address)
                .usePlaintext()
                .maxInboundMessageSize(messageBytesMax)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .idleTimeout(IDLE_MINUTES, TimeUnit.MINUTES)
                .build();
    }

    /** Closes the connections to all others; calls under way end. */
    public void retain(Set<String> addresses) {
        for (String address : Set.copyOf(channels.keySet())) {
            if (!addresses.contains(address)) {
                ManagedChannel channel = channels.remove(address);
                if (channel != null) {
                    channel.shutdown();
                }
            }
        }
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        channels.clear();
    }
}

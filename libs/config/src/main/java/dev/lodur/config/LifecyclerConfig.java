package dev.lodur.config;

import java.time.Duration;
import java.util.List;

/**
 * How an ingester enters and leaves its ring: {@code ingester.lifecycler}.
 *
 * @param id the instance's id; empty for the one stored beside the log files, at first the host's name
 * @param address what other members reach this one by; empty to find out
 * @param port the gRPC port that other members use
 * @param finalSleep how long the process waits before it ends
 * @param tokensFilePath empty to keep the tokens beside the log files
 */
public record LifecyclerConfig(
        RingConfig ring,
        int replicationFactor,
        String id,
        String address,
        int port,
        List<String> interfaceNames,
        int numTokens,
        Duration heartbeatPeriod,
        Duration minReadyDuration,
        Duration finalSleep,
        String tokensFilePath,
        String availabilityZone,
        boolean unregisterOnShutdown) {

    private static final String SECTION = "ingester.lifecycler.";

    public LifecyclerConfig {
        interfaceNames = List.copyOf(interfaceNames);
    }

    static LifecyclerConfig of(Settings settings, Problems problems, boolean advertised) {
        checkReplicationFactor(settings, problems);
        return new LifecyclerConfig(
                RingConfig.of(settings, SECTION + "ring", problems),
                settings.integer(SECTION + "ring.replication_factor"),
                settings.text(SECTION + "id"),
                settings.text(SECTION + "address"),
                advertisedPort(settings, problems, advertised),
                settings.strings(SECTION + "interface_names"),
                settings.integer(SECTION + "num_tokens"),
                settings.duration(SECTION + "heartbeat_period"),
                settings.duration(SECTION + "min_ready_duration"),
                settings.duration(SECTION + "final_sleep"),
                settings.text(SECTION + "tokens_file_path"),
                settings.text(SECTION + "availability_zone"),
                settings.flag(SECTION + "unregister_on_shutdown"));
    }

    private static void checkReplicationFactor(Settings settings, Problems problems) {
        String path = SECTION + "ring.replication_factor";
        if (settings.number(path) < 1) {
            problems.error(settings.where(path), path + " is " + settings.number(path) + ", expected at least 1");
        }
    }

    /** A person who chose an address or left the gRPC port to its default may not know which port others will use. */
    private static boolean isGuess(Settings settings) {
        return settings.isSet(SECTION + "address") || !settings.isSet("server.grpc_listen_port");
    }

    /** Files of old set the HTTP port here; other members speak gRPC. */
    private static int advertisedPort(Settings settings, Problems problems, boolean advertised) {
        int port = settings.integer(SECTION + "port");
        int grpcPort = settings.integer("server.grpc_listen_port");
        if (port == 0) {
            if (advertised && isGuess(settings)) {
                problems.warn(
                        settings.where(SECTION + "address"),
                        SECTION + "port is not set: the gRPC port " + grpcPort + " is advertised");
            }
            return grpcPort;
        }
        if (port == settings.integer("server.http_listen_port")) {
            problems.warn(
                    settings.where(SECTION + "port"),
                    SECTION + "port is " + port + ", the HTTP port: the gRPC port " + grpcPort + " is advertised");
            return grpcPort;
        }
        return port;
    }
}

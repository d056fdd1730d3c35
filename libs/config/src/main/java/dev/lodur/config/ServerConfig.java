package dev.lodur.config;

import java.time.Duration;
import java.util.Locale;

/**
 * Where a process listens and how it logs: {@code server}.
 *
 * @param httpListenAddress empty for all addresses
 * @param grpcListenAddress empty for all addresses
 * @param httpPathPrefix what stands before every route; empty, or with a slash at the start and none at the end
 * @param shutdownDelay how long {@code /ready} answers 503 before the shutdown begins
 */
public record ServerConfig(
        String httpListenAddress,
        int httpListenPort,
        String grpcListenAddress,
        int grpcListenPort,
        Duration httpReadTimeout,
        Duration httpWriteTimeout,
        Duration httpIdleTimeout,
        Duration gracefulShutdownTimeout,
        Duration shutdownDelay,
        int grpcMaxReceiveSizeBytes,
        int grpcMaxSendSizeBytes,
        int grpcMaxConcurrentStreams,
        String httpPathPrefix,
        LogLevel logLevel,
        LogFormat logFormat) {

    static ServerConfig of(Settings settings, Problems problems) {
        ServerConfig server = new ServerConfig(
                settings.text("server.http_listen_address"),
                settings.integer("server.http_listen_port"),
                settings.text("server.grpc_listen_address"),
                settings.integer("server.grpc_listen_port"),
                settings.duration("server.http_server_read_timeout"),
                settings.duration("server.http_server_write_timeout"),
                settings.duration("server.http_server_idle_timeout"),
                settings.duration("server.graceful_shutdown_timeout"),
                settings.duration("shutdown_delay"),
                settings.integer("server.grpc_server_max_recv_msg_size"),
                settings.integer("server.grpc_server_max_send_msg_size"),
                settings.integer("server.grpc_server_max_concurrent_streams"),
                prefix(settings.text("server.http_path_prefix")),
                LogLevel.valueOf(settings.text("server.log_level").toUpperCase(Locale.ROOT)),
                LogFormat.valueOf(settings.text("server.log_format").toUpperCase(Locale.ROOT)));
        server.checkPorts(settings, problems);
        return server;
    }

    private static String prefix(String text) {
        String trimmed = text.replaceAll("^/+|/+$", "");
        return trimmed.isEmpty() ? "" : "/" + trimmed;
    }

    private void checkPorts(Settings settings, Problems problems) {
        if (httpListenPort != 0 && httpListenPort == grpcListenPort && httpListenAddress.equals(grpcListenAddress)) {
            problems.error(
                    settings.where("server.grpc_listen_port"),
                    "server.grpc_listen_port is " + grpcListenPort + ", as server.http_listen_port is: choose another");
        }
    }
}

package dev.lodur.config;

import java.util.HashMap;
import java.util.Map;

/** Turns the configuration into properties for Quarkus. */
final class ConfigProperties {
    private static final String OWN_PREFIX = "lodur.";

    private ConfigProperties() {}

    static Map<String, String> of(Settings settings, ServerConfig server) {
        Map<String, String> properties = new HashMap<>();
        settings.keys().forEach(key -> {
            boolean single = key.kind().isScalar()
                    && key.kind() != Kind.SECRET
                    && !key.path().contains("[]");
            boolean hasValue = !key.unsetMatters() || settings.isSet(key.path());
            if (single
                    && hasValue
                    && key.state() == KeyState.USED
                    && !key.path().contains(KeyNode.ANY_NAME)) {
                properties.put(OWN_PREFIX + key.path().replace('_', '-'), text(key, settings.value(key.path())));
            }
        });
        addQuarkus(server, properties);
        return properties;
    }

    /** Durations in ISO 8601 and sizes in bytes, which every converter reads. */
    private static String text(KeySpec key, Object value) {
        return switch (key.kind()) {
            case DURATION, PROM, SIZE -> value.toString();
            default -> key.kind().format(value);
        };
    }

    private static void addQuarkus(ServerConfig server, Map<String, String> properties) {
        properties.put("quarkus.http.host", orAll(server.httpListenAddress()));
        properties.put("quarkus.http.port", Integer.toString(server.httpListenPort()));
        properties.put("quarkus.http.read-timeout", server.httpReadTimeout().toString());
        properties.put("quarkus.http.idle-timeout", server.httpIdleTimeout().toString());
        properties.put("quarkus.grpc.server.host", orAll(server.grpcListenAddress()));
        properties.put("quarkus.grpc.server.port", Integer.toString(server.grpcListenPort()));
        properties.put(
                "quarkus.grpc.server.max-inbound-message-size", Integer.toString(server.grpcMaxReceiveSizeBytes()));
        properties.put("quarkus.log.level", server.logLevel().name());
        properties.put("quarkus.shutdown.delay", server.shutdownDelay().toString());
        properties.put(
                "quarkus.shutdown.timeout", server.gracefulShutdownTimeout().toString());
    }

    private static String orAll(String address) {
        return address.isEmpty() ? "0.0.0.0" : address;
    }
}

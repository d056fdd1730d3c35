package dev.lodur.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What Quarkus itself needs to know, under its own names. A key that nobody set is left open for weaker sources: its
 * property refers to {@code lodur.<path with dashes>}, with the default behind it.
 */
final class ConfigProperties {
    private static final String ALL_ADDRESSES = "0.0.0.0";
    private static final String CONSUL = "quarkus.consul-config.";

    private final Settings given;
    private final Map<String, String> properties = new HashMap<>();

    private ConfigProperties(Settings given) {
        this.given = given;
    }

    /** {@code given} holds what was set, before anything was inherited. */
    static Map<String, String> of(Settings given, RingConfig.Consul consul, ConsulKvConfig keys) {
        ConfigProperties properties = new ConfigProperties(given);
        properties.addServer();
        if (!keys.settingsKey().isEmpty()) {
            properties.addConsul(consul, keys.settingsKey());
        }
        return properties.properties;
    }

    private void addServer() {
        put("quarkus.http.host", "server.http_listen_address");
        put("quarkus.http.port", "server.http_listen_port");
        put("quarkus.http.read-timeout", "server.http_server_read_timeout");
        put("quarkus.http.idle-timeout", "server.http_server_idle_timeout");
        put("quarkus.grpc.server.host", "server.grpc_listen_address");
        put("quarkus.grpc.server.port", "server.grpc_listen_port");
        put("quarkus.grpc.server.max-inbound-message-size", "server.grpc_server_max_recv_msg_size");
        put("quarkus.log.level", "server.log_level");
        put("quarkus.shutdown.delay", "shutdown_delay");
        put("quarkus.shutdown.timeout", "server.graceful_shutdown_timeout");
    }

    private void put(String property, String path) {
        KeySpec key = given.keys().get(path);
        String value = text(key, given.value(path));
        properties.put(
                property,
                given.isSet(path) ? value : "${" + PropertyLayer.Naming.PROPERTY.nameOf(key) + ":" + value + "}");
    }

    /** Durations in ISO 8601, which every converter reads, and no empty texts, which stand for nothing at all. */
    private static String text(KeySpec key, Object value) {
        String text = value instanceof Duration duration
                ? duration.toString()
                : key.kind().format(value);
        return text.isEmpty() ? ALL_ADDRESSES : text;
    }

    /** The extension asks the agent before anything else starts; its token is the only secret among the properties. */
    private void addConsul(RingConfig.Consul consul, String key) {
        properties.put(CONSUL + "enabled", "true");
        properties.put(CONSUL + "properties-value-keys", key.replace(",", "\\,"));
        properties.put(CONSUL + "agent.host-port", consul.hostAndPort());
        properties.put(CONSUL + "agent.use-https", Boolean.toString(consul.isHttps()));
        if (!consul.aclToken().isEmpty()) {
            properties.put(CONSUL + "agent.token", consul.aclToken().value());
        }
    }
}

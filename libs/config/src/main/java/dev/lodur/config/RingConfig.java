package dev.lodur.config;

import java.time.Duration;

/**
 * Where the members of a ring find each other: a {@code ring} section.
 *
 * @param prefix what the names of keys start with; ends with a slash
 * @param heartbeatTimeout how long a silent member counts as healthy; zero for ever
 */
public record RingConfig(
        Store store, String prefix, Consul consul, Duration heartbeatTimeout, boolean zoneAwarenessEnabled) {

    /** What keeps the ring. */
    public enum Store {
        CONSUL,
        /** In this process: for one process that runs everything. */
        INMEMORY
    }

    /**
     * How the Consul agent is reached.
     *
     * @param host host and port, with or without {@code http://} or {@code https://}
     * @param datacenter empty for the agent's own
     */
    public record Consul(
            String host,
            Secret aclToken,
            Duration httpClientTimeout,
            boolean consistentReads,
            Duration casRetryDelay,
            String datacenter) {

        private static final String DEFAULT_PORT = ":8500";

        /** Whether the agent is reached by https. */
        public boolean isHttps() {
            return host.startsWith("https://");
        }

        /** Host and port without a scheme; Consul's own port where none is said. */
        public String hostAndPort() {
            String plain = host.replaceFirst("^https?://", "").replaceFirst("/+$", "");
            boolean hasPort = plain.matches(".*:[0-9]+") && !plain.endsWith("]");
            return hasPort ? plain : plain + DEFAULT_PORT;
        }
    }

    static RingConfig of(Settings settings, String ring, Problems problems) {
        String kvstore = ring + ".kvstore";
        String prefix = settings.text(kvstore + ".prefix");
        return new RingConfig(
                store(settings, kvstore + ".store", problems),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                new Consul(
                        settings.text(kvstore + ".consul.host"),
                        settings.secret(kvstore + ".consul.acl_token"),
                        settings.duration(kvstore + ".consul.http_client_timeout"),
                        settings.flag(kvstore + ".consul.consistent_reads"),
                        settings.duration(kvstore + ".consul.cas_retry_delay"),
                        settings.text(kvstore + ".consul.datacenter")),
                settings.duration(ring + ".heartbeat_timeout"),
                settings.keys().find(ring + ".zone_awareness_enabled") != null
                        && settings.flag(ring + ".zone_awareness_enabled"));
    }

    private static Store store(Settings settings, String path, Problems problems) {
        String name = settings.text(path);
        if (name.equals("inmemory")) {
            return Store.INMEMORY;
        }
        if (!name.equals("consul")) {
            problems.warn(
                    settings.where(path),
                    "kvstore.store is " + name + ", Consul is used: Lodur keeps its ring in Consul or in one process");
        }
        return Store.CONSUL;
    }
}

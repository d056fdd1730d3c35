package dev.lodur.config;

import dev.lodur.model.GoDuration;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a service makes itself known in Consul: {@code service_registration}, a section of Lodur's own.
 *
 * @param register false where the scheduler registers the service
 * @param address where others reach it; empty to find out
 * @param httpPort as others reach it
 * @param grpcPort as others reach it
 * @param deregisterAfter how long its checks may fail before it is forgotten
 */
public record ServiceRegistrationConfig(
        boolean register,
        String namePrefix,
        String address,
        int httpPort,
        int grpcPort,
        List<String> tags,
        Map<String, String> meta,
        Duration checkInterval,
        Duration deregisterAfter) {

    private static final String SECTION = "service_registration.";

    public ServiceRegistrationConfig {
        tags = List.copyOf(tags);
        meta = Map.copyOf(meta);
    }

    /** The name that all instances of a role share, whoever registers them. */
    public String serviceName(Target role) {
        return namePrefix + "-" + role.text();
    }

    static ServiceRegistrationConfig of(Settings settings, Problems problems) {
        if (settings.text(SECTION + "name_prefix").isEmpty()) {
            problems.error(settings.where(SECTION + "name_prefix"), SECTION + "name_prefix is empty, expected a name");
        }
        if (settings.duration(SECTION + "check_interval").compareTo(Duration.ofSeconds(1)) < 0) {
            problems.error(
                    settings.where(SECTION + "check_interval"),
                    SECTION + "check_interval is "
                            + GoDuration.format(settings.duration(SECTION + "check_interval")
                                    .toNanos()) + ", expected at least 1s");
        }
        return new ServiceRegistrationConfig(
                settings.flag(SECTION + "register"),
                settings.text(SECTION + "name_prefix"),
                or(settings.text(SECTION + "address"), settings.text("common.instance_addr")),
                or(settings.integer(SECTION + "http_port"), settings.integer("server.http_listen_port")),
                or(settings.integer(SECTION + "grpc_port"), settings.integer("server.grpc_listen_port")),
                settings.strings(SECTION + "tags"),
                settings.texts(SECTION + "meta"),
                settings.duration(SECTION + "check_interval"),
                settings.duration(SECTION + "deregister_after"));
    }

    private static String or(String value, String other) {
        return value.isEmpty() ? other : value;
    }

    private static int or(int value, int other) {
        return value == 0 ? other : value;
    }
}

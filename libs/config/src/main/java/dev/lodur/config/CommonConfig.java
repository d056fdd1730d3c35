package dev.lodur.config;

import java.nio.file.Path;
import java.util.List;

/**
 * What several roles share: {@code common}, as far as it was not already taken over into their own keys.
 *
 * @param dataDirectory {@code common.path_prefix}, {@code ./data} where it is not set
 * @param instanceAddress what other members reach this one by; empty to find out
 * @param instanceInterfaceNames network interfaces to take the address from; empty for all private ones
 */
public record CommonConfig(
        Path dataDirectory, int replicationFactor, String instanceAddress, List<String> instanceInterfaceNames) {

    public CommonConfig {
        instanceInterfaceNames = List.copyOf(instanceInterfaceNames);
    }

    static CommonConfig of(Settings settings) {
        return new CommonConfig(
                Path.of(CommonInheritance.dataDirectory(settings)),
                settings.integer("ingester.lifecycler.ring.replication_factor"),
                settings.text("common.instance_addr"),
                settings.strings("common.instance_interface_names"));
    }
}

package dev.lodur.cluster;

import dev.lodur.config.LokiConfig;
import dev.lodur.config.ServiceRegistrationConfig;
import dev.lodur.config.Target;
import dev.lodur.ring.consul.ServiceDefinition;

/** Describes this process as a service, out of the configuration. */
final class ServiceDefinitions {
    private ServiceDefinitions() {}

    /** The one role of a process that runs apart. */
    static Target role(LokiConfig config) {
        return config.targets().iterator().next();
    }

    /**
     * @param address where others reach it
     */
    static ServiceDefinition of(LokiConfig config, String address) {
        ServiceRegistrationConfig registration = config.registration();
        String name = registration.serviceName(role(config));
        return new ServiceDefinition(
                name + "-" + address + "-" + registration.httpPort(),
                name,
                address,
                registration.httpPort(),
                registration.grpcPort(),
                config.server().httpPathPrefix() + "/ready",
                registration.tags(),
                registration.meta(),
                registration.checkInterval(),
                registration.deregisterAfter());
    }
}

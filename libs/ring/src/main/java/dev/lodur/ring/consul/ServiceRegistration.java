package dev.lodur.ring.consul;

import dev.lodur.model.LodurException;

/**
 * Keeps a service known to the agent: registers it, and again where the agent has forgotten it. Thread-safe; calls block.
 */
public final class ServiceRegistration {
    private static final System.Logger LOGGER = System.getLogger(ServiceRegistration.class.getName());

    private final Consul consul;
    private final ServiceDefinition service;
    private boolean away;
    private boolean ended;

    public ServiceRegistration(Consul consul, ServiceDefinition service) {
        this.consul = consul;
        this.service = service;
    }

    /** Registers the service where the agent does not know it; a failure is told in the log and mended by a later step. */
    public synchronized void step() {
        if (ended) {
            return;
        }
        try {
            if (!consul.isRegistered(service.id())) {
                consul.register(service);
            }
            away = false;
        } catch (LodurException e) {
            if (!away) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "service '" + service.id() + "' is not registered yet: " + e.text());
            }
            away = true;
        }
    }

    /** Takes the service back, as far as the agent answers: otherwise it does so itself when the checks fail. */
    public synchronized void end() {
        ended = true;
        try {
            consul.deregister(service.id());
        } catch (LodurException e) {
            LOGGER.log(System.Logger.Level.WARNING, "service '" + service.id() + "' stays registered: " + e.text());
        }
    }
}

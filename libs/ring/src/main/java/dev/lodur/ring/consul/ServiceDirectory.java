package dev.lodur.ring.consul;

import java.time.Duration;
import java.util.List;

/** The healthy instances of a service, as Consul last told. Thread-safe. */
public final class ServiceDirectory implements Followed {
    private final Consul consul;
    private final String service;
    private volatile List<Consul.ServiceInstance> instances = List.of();
    private long index;

    public ServiceDirectory(Consul consul, String service) {
        this.consul = consul;
        this.service = service;
    }

    public List<Consul.ServiceInstance> instances() {
        return instances;
    }

    @Override
    public synchronized void follow(Duration wait) {
        Consul.Seen<List<Consul.ServiceInstance>> seen = consul.healthy(service, index, wait);
        index = seen.index() < index ? 0 : seen.index();
        instances = List.copyOf(seen.value());
    }
}

package dev.lodur.cluster;

import dev.lodur.ring.consul.Consul;
import dev.lodur.store.CatalogPointer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Pointers to catalogs as keys in Consul, for buckets without conditional writes. */
final class ConsulCatalogPointer implements CatalogPointer {
    private final Consul consul;
    private final String prefix;

    /**
     * @param consul whose reads go through the leader
     * @param prefix what the keys begin with
     */
    ConsulCatalogPointer(Consul consul, String prefix) {
        this.consul = consul;
        this.prefix = prefix;
    }

    @Override
    public Optional<Pointed> read(String name) {
        return consul.get(prefix + name, 0, Duration.ZERO)
                .value()
                .map(entry -> new Pointed(new String(entry.value(), StandardCharsets.UTF_8), entry.modifyIndex()));
    }

    @Override
    public boolean compareAndSet(String name, String value, long index) {
        return consul.putIf(prefix + name, value.getBytes(StandardCharsets.UTF_8), index);
    }

    @Override
    public List<String> names(String namePrefix) {
        return consul.list(prefix + namePrefix, 0, Duration.ZERO).value().stream()
                .map(entry -> entry.key().substring(prefix.length()))
                .toList();
    }
}

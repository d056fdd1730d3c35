package dev.lodur.ring.consul;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Hands the value of one key to somebody whenever it has changed. For one thread. */
public final class KeyFollower implements Followed {
    private final Consul consul;
    private final String key;
    private final Consumer<Optional<byte[]>> values;
    private long index;
    private long takenIndex = -1;

    /**
     * @param values takes each new value, and nothing when the key is not there; failures of its own stay with it
     */
    public KeyFollower(Consul consul, String key, Consumer<Optional<byte[]>> values) {
        this.consul = consul;
        this.key = key;
        this.values = values;
    }

    @Override
    public void follow(Duration wait) {
        Consul.Seen<Optional<Consul.Entry>> seen = consul.get(key, index, wait);
        index = seen.index() < index ? 0 : seen.index();
        long modified = seen.value().map(Consul.Entry::modifyIndex).orElse(0L);
        if (modified != takenIndex) {
            takenIndex = modified;
            values.accept(seen.value().map(Consul.Entry::value));
        }
    }
}

package dev.lodur.ring.consul;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What Lodur uses of Consul: keys with sessions, and services with their health.
 *
 * <p>Calls block and belong on virtual threads; thread-safe. Where the agent does not answer, or refuses, every method
 * throws {@link dev.lodur.model.LodurException} with {@code UNAVAILABLE}; a write may or may not have happened then.
 */
public interface Consul {
    /** The largest value of a key, in bytes: what Consul takes. */
    int VALUE_BYTES_MAX = 512 << 10;

    /**
     * A key.
     *
     * @param modifyIndex grows with each change, for {@link #putIf}
     * @param session that holds the key; empty where none does
     */
    record Entry(String key, byte[] value, long modifyIndex, String session) {}

    /**
     * Something as it was at an index, which a later call waits behind.
     *
     * @param index 0 where it is not known
     */
    record Seen<T>(long index, T value) {}

    /**
     * An instance of a service as others reach it.
     *
     * @param grpcPort 0 where it does not say
     */
    record ServiceInstance(String id, String address, int httpPort, int grpcPort) {}

    /** The keys that begin with a prefix, sorted. Waits up to {@code wait} for an index behind {@code afterIndex}; 0 does not. */
    Seen<List<Entry>> list(String prefix, long afterIndex, Duration wait);

    /** One key, with the same waiting as {@link #list}. */
    Seen<Optional<Entry>> get(String key, long afterIndex, Duration wait);

    /** Sets a key whoever holds it. */
    void put(String key, byte[] value);

    /** Sets a key if it was not changed since an index; 0 asks for a key that is not there. */
    boolean putIf(String key, byte[] value, long modifyIndex);

    /** Sets a key and takes it for a session; false where another session holds it, or this one has ended. */
    boolean acquire(String key, byte[] value, String session);

    /** Removes a key if it was not changed since an index; one that is missing is gone. */
    boolean deleteIf(String key, long modifyIndex);

    /** Makes a session that only ends when it is not renewed: without node or service checks, without lock delay. */
    String createSession(String name, Duration timeToLive);

    /** Keeps a session alive; false where it has ended. */
    boolean renewSession(String session);

    /** Ends a session, which lets go of its keys and leaves their values. */
    void destroySession(String session);

    /** Whether the agent knows an instance of a service as registered by it. */
    boolean isRegistered(String id);

    void register(ServiceDefinition service);

    void deregister(String id);

    /** The instances of a service that pass their checks, with the same waiting as {@link #list}. */
    Seen<List<ServiceInstance>> healthy(String service, long afterIndex, Duration wait);
}

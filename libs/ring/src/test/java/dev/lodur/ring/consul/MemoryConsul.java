package dev.lodur.ring.consul;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A Consul in memory whose sessions end by a manual clock, and which can be away. It never waits for a change. */
public final class MemoryConsul implements Consul {
    private record Session(Duration timeToLive, long renewedMillis) {}

    private final ManualClock clock;
    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<String, ServiceDefinition> services = new TreeMap<>();
    private long index = 1;
    private int sessionsMade;
    private boolean away;
    private boolean renewalsForgotten;

    public MemoryConsul(ManualClock clock) {
        this.clock = clock;
    }

    public void setAway(boolean away) {
        this.away = away;
    }

    /** As when an agent that has just started does not know a session yet: the next renewal fails. */
    void forgetRenewals() {
        renewalsForgotten = true;
    }

    /** As when a server is started without its data. */
    public void forgetAll() {
        entries.clear();
        sessions.clear();
        services.clear();
        index = 1;
    }

    /** As when the agent is started without its data. */
    void forgetServices() {
        services.clear();
    }

    private synchronized <T> T answer(Supplier<T> work) {
        if (away) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "consul is away");
        }
        List<String> ended = sessions.entrySet().stream()
                .filter(session -> clock.millis() - session.getValue().renewedMillis()
                        >= session.getValue().timeToLive().toMillis())
                .map(Map.Entry::getKey)
                .toList();
        ended.forEach(this::end);
        return work.get();
    }

    private void end(String session) {
        sessions.remove(session);
        for (Entry entry : List.copyOf(entries.values())) {
            if (entry.session().equals(session)) {
                set(entry.key(), entry.value(), "");
            }
        }
    }

    private void set(String key, byte[] value, String session) {
        entries.put(key, new Entry(key, value.clone(), ++index, session));
    }

    @Override
    public Seen<List<Entry>> list(String prefix, long afterIndex, Duration wait) {
        return answer(() -> new Seen<>(
                index,
                new ArrayList<>(entries.tailMap(prefix).values())
                        .stream()
                                .filter(entry -> entry.key().startsWith(prefix))
                                .toList()));
    }

    @Override
    public Seen<Optional<Entry>> get(String key, long afterIndex, Duration wait) {
        return answer(() -> new Seen<>(index, Optional.ofNullable(entries.get(key))));
    }

    @Override
    public void put(String key, byte[] value) {
        answer(() -> {
            checkSize(key, value);
            Entry before = entries.get(key);
            set(key, value, before == null ? "" : before.session());
            return true;
        });
    }

    private static void checkSize(String key, byte[] value) {
        if (value.length > VALUE_BYTES_MAX) {
            throw new LodurException(ErrorCode.LIMIT_EXCEEDED, "the value of " + key + " is too large");
        }
    }

    private boolean isAt(String key, long modifyIndex) {
        Entry before = entries.get(key);
        return (before == null ? 0 : before.modifyIndex()) == modifyIndex;
    }

    @Override
    public boolean putIf(String key, byte[] value, long modifyIndex) {
        return answer(() -> {
            if (!isAt(key, modifyIndex)) {
                return false;
            }
            put(key, value);
            return true;
        });
    }

    @Override
    public boolean acquire(String key, byte[] value, String session) {
        return answer(() -> {
            Entry before = entries.get(key);
            boolean free = before == null
                    || before.session().isEmpty()
                    || before.session().equals(session);
            if (!free || !sessions.containsKey(session)) {
                return false;
            }
            set(key, value, session);
            return true;
        });
    }

    @Override
    public boolean deleteIf(String key, long modifyIndex) {
        return answer(() -> {
            if (entries.containsKey(key) && !isAt(key, modifyIndex)) {
                return false;
            }
            entries.remove(key);
            index++;
            return true;
        });
    }

    @Override
    public String createSession(String name, Duration timeToLive) {
        return answer(() -> {
            String session = "session-" + ++sessionsMade;
            sessions.put(session, new Session(timeToLive, clock.millis()));
            return session;
        });
    }

    @Override
    public boolean renewSession(String session) {
        return answer(() ->
                sessions.computeIfPresent(session, (id, before) -> new Session(before.timeToLive(), clock.millis()))
                        != null);
    }

    @Override
    public void destroySession(String session) {
        answer(() -> {
            end(session);
            return true;
        });
    }

    @Override
    public boolean isRegistered(String id) {
        return answer(() -> services.containsKey(id));
    }

    @Override
    public void register(ServiceDefinition service) {
        answer(() -> services.put(service.id(), service));
    }

    @Override
    public void deregister(String id) {
        answer(() -> Optional.ofNullable(services.remove(id)));
    }

    /** All that are registered count as healthy. */
    @Override
    public Seen<List<ServiceInstance>> healthy(String service, long afterIndex, Duration wait) {
        return answer(() -> new Seen<>(
                index,
                services.values().stream()
                        .filter(one -> one.name().equals(service))
                        .map(one -> new ServiceInstance(one.id(), one.address(), one.httpPort(), one.grpcPort()))
                        .toList()));
    }
}

package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;

/**
 * A store that misbehaves by script: each request of an operation takes the next fault of that operation's queue, and
 * passes where the queue is empty. Also can be away altogether. Thread-safe.
 */
public final class FaultyObjectStore implements ObjectStore {
    /** What a script can be written for. */
    public enum Operation {
        PUT,
        GET,
        HEAD,
        DELETE,
        LIST
    }

    /** What goes wrong with one request. */
    public sealed interface Fault {
        /** Nothing. */
        record None() implements Fault {}

        /** The request fails and has no effect. */
        record Fail(ErrorCode code) implements Fault {}

        /** The request succeeds but its answer is lost. */
        record LoseAnswer() implements Fault {}

        /** Something happens before the request: another writer is faster, a latch makes it slow. */
        record Before(Runnable action) implements Fault {}
    }

    private final ObjectStore store;
    private final Map<Operation, Queue<Fault>> scripts = new EnumMap<>(Operation.class);
    private volatile boolean away;

    public FaultyObjectStore(ObjectStore store) {
        this.store = store;
        for (Operation operation : Operation.values()) {
            scripts.put(operation, new ArrayDeque<>());
        }
    }

    /** Appends to an operation's script. */
    public void script(Operation operation, Fault... faults) {
        synchronized (scripts) {
            scripts.get(operation).addAll(List.of(faults));
        }
    }

    /** While it is away, all requests fail with {@link ErrorCode#UNAVAILABLE}. */
    public void setAway(boolean away) {
        this.away = away;
    }

    private <T> T request(Operation operation, Supplier<T> request) {
        if (away) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "the bucket is away");
        }
        return switch (next(operation)) {
            case Fault.None() -> request.get();
            case Fault.Fail(ErrorCode code) -> throw new LodurException(code, "scripted failure of " + operation);
            case Fault.LoseAnswer() -> {
                request.get();
                throw new LodurException(ErrorCode.UNAVAILABLE, "scripted loss of an answer to " + operation);
            }
            case Fault.Before(Runnable action) -> {
                action.run();
                yield request.get();
            }
        };
    }

    private Fault next(Operation operation) {
        synchronized (scripts) {
            Fault fault = scripts.get(operation).poll();
            return fault == null ? new Fault.None() : fault;
        }
    }

    @Override
    public ObjectInfo put(String key, ObjectBody body, PutCondition condition) {
        return request(Operation.PUT, () -> store.put(key, body, condition));
    }

    @Override
    public StoredObject get(String key) {
        return request(Operation.GET, () -> store.get(key));
    }

    @Override
    public ConditionalGet getIfChanged(String key, String etag) {
        return request(Operation.GET, () -> store.getIfChanged(key, etag));
    }

    @Override
    public void getRange(String key, long offset, int length, byte[] into, int intoOffset) {
        request(Operation.GET, () -> {
            store.getRange(key, offset, length, into, intoOffset);
            return key;
        });
    }

    @Override
    public ObjectInfo head(String key) {
        return request(Operation.HEAD, () -> store.head(key));
    }

    @Override
    public void delete(String key) {
        request(Operation.DELETE, () -> {
            store.delete(key);
            return key;
        });
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) {
        return request(Operation.LIST, () -> store.list(prefix, startAfter));
    }

    @Override
    public long nowMillis() {
        return request(Operation.HEAD, store::nowMillis);
    }

    @Override
    public void close() {
        store.close();
    }
}

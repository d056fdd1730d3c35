package dev.lodur.store;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A store whose reads are repeated a few times where the bucket fails to answer or asks for fewer requests, so that one
 * bad answer out of many does not fail a query. Reads change nothing, so whatever became of the first one does no harm;
 * puts and deletes go through once, because those who commit know what a failure of theirs may mean.
 *
 * <p>A bucket that is away costs about half a second more; what took longer than two seconds until it failed is not
 * repeated, since whoever waits has waited enough. What still fails says so as {@link
 * ErrorCode#UNAVAILABLE}, whether the bucket is away, fails, or asks for fewer requests: whoever asked of us is not to
 * blame. Thread-safe if its random is.
 */
public final class PatientObjectStore implements ObjectStore {
    private static final int ATTEMPTS_MAX = 3;
    private static final long PAUSE_MILLIS = 50;
    private static final int PAUSE_GROWTH = 4;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ObjectStore store;
    private final Sleeper sleeper;
    private final RandomGenerator random;
    private final LongSupplier nanoClock;

    /**
     * @param nanoClock monotonic
     */
    public PatientObjectStore(ObjectStore store, Sleeper sleeper, RandomGenerator random, LongSupplier nanoClock) {
        this.store = store;
        this.sleeper = sleeper;
        this.random = random;
        this.nanoClock = nanoClock;
    }

    private <T> T read(Supplier<T> request) {
        long pauseMillis = PAUSE_MILLIS;
        long startNanos = nanoClock.getAsLong();
        for (int attempt = 1; ; attempt++) {
            try {
                return request.get();
            } catch (LodurException e) {
                boolean late = nanoClock.getAsLong() - startNanos > PATIENCE_NANOS;
                if (!mayPass(e.code()) || attempt == ATTEMPTS_MAX || late) {
                    throw asUnavailable(e);
                }
            }
            pause(pauseMillis + random.nextLong(2 * pauseMillis));
            pauseMillis *= PAUSE_GROWTH;
        }
    }

    private static boolean mayPass(ErrorCode code) {
        return switch (code) {
            case UNAVAILABLE, INTERNAL, RATE_LIMITED -> true;
            default -> false;
        };
    }

    private static LodurException asUnavailable(LodurException failure) {
        return mayPass(failure.code()) ? new LodurException(ErrorCode.UNAVAILABLE, failure.text(), failure) : failure;
    }

    private void pause(long millis) {
        try {
            sleeper.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "cancelled while the bucket does not answer", e);
        }
    }

    @Override
    public StoredObject get(String key) {
        return read(() -> store.get(key));
    }

    @Override
    public ConditionalGet getIfChanged(String key, String etag) {
        return read(() -> store.getIfChanged(key, etag));
    }

    @Override
    public void getRange(String key, long offset, int length, byte[] into, int intoOffset) {
        String _ = read(() -> {
            store.getRange(key, offset, length, into, intoOffset);
            return key;
        });
    }

    @Override
    public ObjectInfo head(String key) {
        return read(() -> store.head(key));
    }

    @Override
    public ObjectPage list(String prefix, String startAfter) {
        return read(() -> store.list(prefix, startAfter));
    }

    @Override
    public long nowMillis() {
        return read(store::nowMillis);
    }

    @Override
    public ObjectInfo put(String key, ObjectBody body, PutCondition condition) {
        return store.put(key, body, condition);
    }

    @Override
    public void delete(String key) {
        store.delete(key);
    }

    @Override
    public void close() {
        store.close();
    }
}

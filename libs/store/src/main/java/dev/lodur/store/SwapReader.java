package dev.lodur.store;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * States that are kept by compare-and-swap, for those who only read them: kept in memory, a bounded number of them, and
 * revalidated by conditional gets. Thread-safe; of several threads that need a state at once, one asks.
 */
final class SwapReader<S> {
    private static final int LOCKS = 64;

    private final LongSupplier nanoClock;
    private final Map<String, Cached<S>> cache;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    /**
     * @param nanoClock monotonic, as {@link System#nanoTime}
     * @param statesMax states kept, those used last
     */
    SwapReader(LongSupplier nanoClock, int statesMax) {
        this.nanoClock = nanoClock;
        this.cache = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Cached<S>> eldest) {
                return size() > statesMax;
            }
        };
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /** A state, no older than allowed; a missing one is that before the first commit. */
    S read(SwappedPlace<S> place, Freshness freshness) {
        String key = place.name();
        long oldestNanos = nanoClock.getAsLong() - maxAgeNanos(freshness);
        ReentrantLock lock = locks[Math.floorMod(key.hashCode(), LOCKS)];
        lock.lock();
        try {
            Cached<S> cached = cached(key);
            if (cached != null && cached.askedAtNanos - oldestNanos >= 0) {
                return cached.state;
            }
            Cached<S> fresh = ask(place, cached);
            keep(key, fresh);
            return fresh.state;
        } finally {
            lock.unlock();
        }
    }

    /** The state that was read last, however long ago; empty where none is kept. */
    Optional<S> known(SwappedPlace<S> place) {
        return Optional.ofNullable(cached(place.name())).map(Cached::state);
    }

    /** Has the next read ask, because the state is known to have changed; what is kept stays known until then. */
    void expire(SwappedPlace<S> place) {
        String key = place.name();
        ReentrantLock lock = locks[Math.floorMod(key.hashCode(), LOCKS)];
        lock.lock();
        try {
            Cached<S> cached = cached(key);
            if (cached != null) {
                keep(key, new Cached<>(cached.state, cached.tag, nanoClock.getAsLong() - Long.MAX_VALUE / 4));
            }
        } finally {
            lock.unlock();
        }
    }

    private static long maxAgeNanos(Freshness freshness) {
        return switch (freshness) {
            case Freshness.MaxAge(Duration age) -> age.toNanos();
            case Freshness.Revalidate() -> 0;
        };
    }

    private Cached<S> ask(SwappedPlace<S> place, @Nullable Cached<S> cached) {
        // The age counts from before the request: the answer may be as old as that.
        long askedAtNanos = nanoClock.getAsLong();
        String knownTag = cached == null ? CatalogObjects.NO_CATALOG : cached.tag;
        return switch (place.getIfChanged(knownTag)) {
            case ConditionalGet.Unchanged() -> unchanged(place, cached, askedAtNanos);
            case ConditionalGet.Changed(byte[] bytes, String tag) ->
                new Cached<>(place.decode(bytes), tag, askedAtNanos);
            case ConditionalGet.Missing() -> new Cached<>(place.none(), CatalogObjects.NO_CATALOG, askedAtNanos);
        };
    }

    private static <S> Cached<S> unchanged(SwappedPlace<S> place, @Nullable Cached<S> cached, long askedAtNanos) {
        if (cached == null) {
            throw new IllegalStateException("the store calls " + place.name() + " unchanged, which was not known");
        }
        return new Cached<>(cached.state, cached.tag, askedAtNanos);
    }

    private @Nullable Cached<S> cached(String key) {
        synchronized (cache) {
            return cache.get(key);
        }
    }

    private void keep(String key, Cached<S> fresh) {
        synchronized (cache) {
            cache.put(key, fresh);
        }
    }

    private record Cached<S>(S state, String tag, long askedAtNanos) {}
}

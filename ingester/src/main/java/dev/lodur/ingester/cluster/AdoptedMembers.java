package dev.lodur.ingester.cluster;

import dev.lodur.ingester.AdoptionListener;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.ring.consul.ConsulRing;
import dev.lodur.ring.consul.RingSettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Takes members out of the ring whose volume this process's ingester has adopted: what answers would warn of is here now.
 * The session of one that died ends within its time to live; one that lives longer runs again on another volume, and is
 * left alone. Thread-safe.
 */
final class AdoptedMembers implements AdoptionListener {
    private static final Logger LOG = Logger.getLogger(AdoptedMembers.class);

    private static final long NOT_SEEN = Long.MIN_VALUE;

    private final ConsulRing ring;
    private final LongSupplier nanoClock;
    /** When each was first seen to live; {@link #NOT_SEEN} before that. */
    private final Map<String, Long> waiting = new ConcurrentHashMap<>();

    /**
     * @param nanoClock monotonic
     */
    AdoptedMembers(ConsulRing ring, LongSupplier nanoClock) {
        this.ring = ring;
        this.nanoClock = nanoClock;
    }

    @Override
    public void adopted(String instance) {
        waiting.put(instance, NOT_SEEN);
    }

    /** Does what has to be done, as far as Consul answers and the sessions of those who died have ended. */
    void step() {
        waiting.keySet().removeIf(this::isDone);
    }

    private boolean isDone(String instance) {
        try {
            ring.writeOff(instance);
            LOG.infof("ingester '%s' is out of the ring: its volume is adopted", instance);
            return true;
        } catch (LodurException e) {
            return e.code() == ErrorCode.NOT_FOUND || (e.code() == ErrorCode.CONFLICT && livesOn(instance));
        }
    }

    private boolean livesOn(String instance) {
        long nowNanos = nanoClock.getAsLong();
        long sinceNanos = waiting.merge(instance, nowNanos, (seen, now) -> seen == NOT_SEEN ? now : seen);
        boolean lives = nowNanos - sinceNanos > RingSettings.CONFLICT_PATIENCE.toNanos();
        if (lives) {
            LOG.infof("ingester '%s', whose volume is adopted, runs on another one: it stays in the ring", instance);
        }
        return lives;
    }
}

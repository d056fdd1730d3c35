package dev.lodur.ingester.cluster;

import dev.lodur.ingester.AdoptionListener;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.ring.consul.ConsulRing;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Takes members out of the ring whose volume this process's ingester has adopted: what answers would warn of is here now.
 * Thread-safe.
 */
final class AdoptedMembers implements AdoptionListener {
    private static final Logger LOG = Logger.getLogger(AdoptedMembers.class);

    private final ConsulRing ring;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    AdoptedMembers(ConsulRing ring) {
        this.ring = ring;
    }

    @Override
    public void adopted(String instance) {
        waiting.add(instance);
    }

    /** Does what has to be done, as far as Consul answers and the sessions of those who died have ended. */
    void step() {
        waiting.removeIf(this::isOut);
    }

    private boolean isOut(String instance) {
        try {
            ring.writeOff(instance);
            LOG.infof("ingester '%s' is out of the ring: its volume is adopted", instance);
            return true;
        } catch (LodurException e) {
            return e.code() == ErrorCode.NOT_FOUND;
        }
    }
}

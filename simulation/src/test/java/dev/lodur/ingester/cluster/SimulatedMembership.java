package dev.lodur.ingester.cluster;

import dev.lodur.config.CommandLine;
import dev.lodur.config.ConfigLoader;
import dev.lodur.config.LifecyclerConfig;
import dev.lodur.http.Threads;
import dev.lodur.ingester.IngesterRole;
import dev.lodur.ring.consul.ConsulRing;
import dev.lodur.ring.consul.RingMembership;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The place of an ingester in the ring as its service keeps it. */
public final class SimulatedMembership {
    private static final LifecyclerConfig CONFIG = new ConfigLoader(
                    CommandLine.parse(List.of()), Map.of(), Map.of(), null)
            .load()
            .config()
            .ingester()
            .lifecycler();

    private final IngesterMembership membership;
    private final AdoptedMembers adopted;

    /**
     * @param seen the ring as this process sees it
     */
    public SimulatedMembership(RingMembership own, ConsulRing seen, LongSupplier nanoClock, Threads threads) {
        adopted = new AdoptedMembers(seen, nanoClock);
        membership = new IngesterMembership(CONFIG, own, adopted, threads);
    }

    /** What an ingester tells of its adoptions. */
    public Consumer<String> adopted() {
        return adopted::adopted;
    }

    /** What the service does when the process starts. */
    public void join(IngesterRole ingester) {
        membership.join(ingester);
    }

    /** What it does first when the process ends, before its ingester does. */
    public void beginLeaving() {
        membership.beginLeaving();
    }

    /** What it does last. */
    public void leave(IngesterRole ingester) {
        membership.leave(ingester);
    }
}

package dev.lodur.ingester.cluster;

import dev.lodur.cluster.Periodic;
import dev.lodur.config.LifecyclerConfig;
import dev.lodur.http.Threads;
import dev.lodur.ingester.IngesterRole;
import dev.lodur.ring.consul.RingMembership;
import dev.lodur.ring.consul.RingSettings;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The place of this process's ingester in the ring, from its start, when it has tokens and takes nothing yet, to its end,
 * when it has handed over all that it holds. Its methods are called one after the other; they block.
 */
final class IngesterMembership {
    private static final Logger LOG = Logger.getLogger(IngesterMembership.class);

    private final LifecyclerConfig config;
    private final RingMembership membership;
    private final AdoptedMembers adopted;
    private final Threads threads;
    private @Nullable Periodic steps;

    IngesterMembership(LifecyclerConfig config, RingMembership membership, AdoptedMembers adopted, Threads threads) {
        this.config = config;
        this.membership = membership;
        this.adopted = adopted;
        this.threads = threads;
    }

    /** Joins, and takes part in writes as soon as the ingester does. */
    void join(IngesterRole ingester) {
        steps = Periodic.start(threads, RingSettings.STEP_PERIOD, this::step);
        ingester.whenStarted(() -> {
            membership.activate();
            membership.step();
        });
    }

    /** Whoever has adopted a member's rows is in the ring before that one is out of it, so that they are asked for. */
    private void step() {
        membership.step();
        if (membership.isShown()) {
            adopted.step();
        }
    }

    /** Tells the others to send no more. */
    void beginLeaving() {
        membership.beginLeaving();
        membership.step();
    }

    /** Leaves the ring when the ingester has stopped: for good where all that it had is in the bucket. */
    void leave(IngesterRole ingester) {
        if (steps != null) {
            steps.close();
        }
        step();
        boolean nothingLeft = ingester.holdsNothing();
        membership.leave(nothingLeft && config.unregisterOnShutdown());
        if (!nothingLeft) {
            LOG.warn("not all that this ingester holds is in the bucket: it is on its volume, and its place in the ring"
                    + " stays so that answers warn of it until it is back");
        }
        sleep(config.finalSleep());
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

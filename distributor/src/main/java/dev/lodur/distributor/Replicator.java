package dev.lodur.distributor;

import dev.lodur.model.Tenant;
import dev.lodur.ring.Member;
import dev.lodur.ring.PushTarget;
import dev.lodur.ring.Ring;
import dev.lodur.ring.RingView;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;

/**
 * Sends batches to the ingesters of their streams and returns when each stream has its quorum. Thread-safe.
 *
 * @see QuorumWrite
 */
public final class Replicator {
    private final Ring ring;
    private final PushTarget.Directory targets;
    private final ReplicationConfig config;
    private final ExecutorService executor;
    private final LongSupplier nanoTime;
    private final DistributorMetrics metrics;

    /**
     * @param executor runs one blocking task for each push to an ingester: virtual threads
     * @param nanoTime a monotonic clock
     */
    public Replicator(
            Ring ring,
            PushTarget.Directory targets,
            ReplicationConfig config,
            ExecutorService executor,
            LongSupplier nanoTime,
            DistributorMetrics metrics) {
        this.ring = ring;
        this.targets = targets;
        this.config = config;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.metrics = metrics;
    }

    /**
     * Writes a batch.
     *
     * @param ringTokens the place on the ring of each of the batch's streams
     * @throws dev.lodur.model.LodurException where a stream has no quorum; others of the batch may be stored
     */
    void write(Tenant tenant, byte[] batch, int[] ringTokens) {
        RingView view = ring.view();
        if (view.members().size() == 1 && config.quorum() == 1 && view.writableCount() == 1) {
            writeToOnly(view.members().getFirst(), batch);
            return;
        }
        new QuorumWrite(tenant, batch, ringTokens, view, this).run();
    }

    /** With one ingester there is nothing to choose and nobody to extend to: the caller's thread may as well wait. */
    private void writeToOnly(Member member, byte[] batch) {
        boolean failed = true;
        try {
            targets.of(member).push(batch);
            failed = false;
        } finally {
            metrics.ingesterAppend(member.id(), failed);
        }
    }

    PushTarget target(Member member) {
        return targets.of(member);
    }

    ReplicationConfig config() {
        return config;
    }

    ExecutorService executor() {
        return executor;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    DistributorMetrics metrics() {
        return metrics;
    }
}

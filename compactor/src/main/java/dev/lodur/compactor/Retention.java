package dev.lodur.compactor;

import dev.lodur.compaction.retention.RetentionMetrics;
import dev.lodur.compaction.retention.RetentionPlanner;
import dev.lodur.compaction.retention.RetentionRound;
import dev.lodur.compaction.retention.Rewriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Removes what is older, or more, than is kept; not more often than it is told to. */
final class Retention implements Chore {
    private final RetentionPlanner planner;
    private final Rewriter rewriter;
    private final RetentionMetrics metrics;
    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private long nextNanos;

    /** @param interval between two rounds of it; zero for each round of the compactor */
    Retention(
            RetentionPlanner planner,
            Rewriter rewriter,
            RetentionMetrics metrics,
            Duration interval,
            LongSupplier nanoTime) {
        this.planner = planner;
        this.rewriter = rewriter;
        this.metrics = metrics;
        this.intervalNanos = interval.toNanos();
        this.nanoTime = nanoTime;
        this.nextNanos = nanoTime.getAsLong();
    }

    @Override
    public boolean run(Round round) {
        if (nanoTime.getAsLong() - nextNanos < 0) {
            return false;
        }
        nextNanos = nanoTime.getAsLong() + intervalNanos;
        RetentionRound.Result result = new RetentionRound(planner, rewriter, round.mayGoOn(), nanoTime, metrics)
                .run(round.daysOfTenants(), round.strayBytes());
        return result.dropped() > 0 || result.rewritten() > 0;
    }
}

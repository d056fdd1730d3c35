package dev.lodur.simulation;

import dev.lodur.compaction.TestBucket;
import dev.lodur.compactor.SimulatedCompactor;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.ObjectStore;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Work of a compactor: a bucket, and rounds at some times that change it.
 *
 * @param bucket as it is before
 * @param pauses before each of the rounds
 * @param questions whose answers never change
 * @param vanishing a new watch over what is to go
 * @param levels of the segments that are left in the end
 */
record Story(
        String name,
        TestBucket bucket,
        TenantLimits limits,
        List<Duration> pauses,
        List<Question> questions,
        Supplier<Vanishing> vanishing,
        List<Integer> levels) {
    /** A new process over a bucket. */
    SimulatedCompactor process(ObjectStore store, ManualClock clock) {
        return new SimulatedCompactor(store, TestBucket.NAMES, new CrashingFileLayer(), limits, clock);
    }

    @Override
    public String toString() {
        return name;
    }
}

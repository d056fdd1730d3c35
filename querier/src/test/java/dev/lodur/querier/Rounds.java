package dev.lodur.querier;

import dev.lodur.store.FaultyObjectStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a bucket answer reads round by round: none of a round before all of it have come. */
final class Rounds {
    private static final long PATIENCE_SECONDS = 10;

    private final List<String> failures = new CopyOnWriteArrayList<>();

    /** @param sizes how many reads each round has */
    Rounds(FaultyObjectStore store, int... sizes) {
        for (int round = 0; round < sizes.length; round++) {
            CountDownLatch come = new CountDownLatch(sizes[round]);
            String text = "round " + (round + 1) + " of " + sizes[round] + " reads is not complete";
            for (int read = 0; read < sizes[round]; read++) {
                store.script(
                        FaultyObjectStore.Operation.GET,
                        new FaultyObjectStore.Fault.Before(() -> awaitOthers(come, text)));
            }
        }
    }

    private void awaitOthers(CountDownLatch come, String text) {
        come.countDown();
        try {
            if (!come.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                failures.add(text);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failures.add(text);
        }
    }

    /** What was waited for in vain. */
    List<String> failures() {
        return failures;
    }
}

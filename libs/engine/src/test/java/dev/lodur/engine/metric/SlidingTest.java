package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlidingTest {
    @Test
    void combinesThePanesOfEachWindowInTheirOrder() {
        RandomGenerator random = FoldTrials.random(3);
        for (int round = 0; round < 20_000; round++) {
            Windows windows = FoldTrials.windows(random);
            List<@Nullable String> panes = new ArrayList<>();
            for (int pane = 0; pane < windows.panes(); pane++) {
                panes.add(random.nextInt(3) == 0 ? null : pane + ",");
            }
            List<@Nullable String> results = new ArrayList<>();

            Sliding.<String>over(windows, panes::get, String::concat, (result, step) -> {
                assertThat(step).isEqualTo(results.size());
                results.add(result);
            });

            for (int step = 0; step < windows.steps().count(); step++) {
                assertThat(results.get(step)).as("step %d of %s", step, windows).isEqualTo(plain(windows, step, panes));
            }
        }
    }

    private static @Nullable String plain(Windows windows, int step, List<@Nullable String> panes) {
        StringBuilder text = new StringBuilder();
        for (int pane = windows.firstPane(step); pane <= windows.lastPane(step); pane++) {
            String one = panes.get(pane);
            text.append(one == null ? "" : one);
        }
        return text.isEmpty() ? null : text.toString();
    }

    @Test
    void aPaneIsCombinedAFewTimesHoweverManyWindowsHaveIt() {
        Windows windows = new Windows(new Steps(0, 1, 10_000), 5_000, 0);
        AtomicInteger combined = new AtomicInteger();

        Sliding.<Integer>over(
                windows,
                pane -> 1,
                (a, b) -> {
                    combined.incrementAndGet();
                    return a + b;
                },
                (sum, step) -> {});

        assertThat(combined.get())
                .isLessThan(2 * windows.panes() + windows.steps().count());
    }
}

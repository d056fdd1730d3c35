package dev.lodur.engine.metric;

import org.junit.jupiter.api.Test;

class CountFoldTest {
    @Test
    void countsTheSamplesOfEachWindow() {
        FoldTrials.check(
                windows -> new CountFold(windows.panes(), false, 1), FoldTrials::any, inside -> inside.size(), 0);
    }

    @Test
    void aRateIsDividedByTheSeconds() {
        FoldTrials.check(
                windows -> new CountFold(windows.panes(), false, 30),
                FoldTrials::any,
                inside -> inside.size() / 30.0,
                0);
    }

    @Test
    void bytesAreAddedUpExactlyAndAnEmptyLineIsASampleToo() {
        FoldTrials.check(
                windows -> new CountFold(windows.panes(), true, 1),
                random -> random.nextInt(3) == 0 ? 0 : random.nextLong(1L << 40),
                inside -> inside.stream()
                        .mapToLong(sample -> (long) sample.value())
                        .sum(),
                0);
    }
}

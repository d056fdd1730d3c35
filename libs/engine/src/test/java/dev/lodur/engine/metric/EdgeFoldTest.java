package dev.lodur.engine.metric;

import org.junit.jupiter.api.Test;

class EdgeFoldTest {
    @Test
    void theFirstIsTheEarliestAndOfThoseTheSmallest() {
        FoldTrials.check(
                windows -> new EdgeFold(windows.panes(), false),
                FoldTrials::any,
                inside -> inside.getFirst().value(),
                0);
    }

    @Test
    void theLastIsTheLatestAndOfThoseTheGreatest() {
        FoldTrials.check(
                windows -> new EdgeFold(windows.panes(), true),
                FoldTrials::any,
                inside -> inside.getLast().value(),
                0);
    }
}

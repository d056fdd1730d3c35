package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WindowsTest {
    @Test
    void theWindowOfOneInstantIsOnePane() {
        Windows windows = new Windows(Steps.instant(100), 10, 5);

        assertThat(windows.panes()).isEqualTo(1);
        assertThat(windows.pane(85)).isEqualTo(-1);
        assertThat(windows.pane(86)).isZero();
        assertThat(windows.pane(95)).isZero();
        assertThat(windows.pane(96)).isEqualTo(-1);
        assertThat(windows.firstNanos()).isEqualTo(86);
        assertThat(windows.lastNanos()).isEqualTo(95);
    }

    @Test
    void everyWindowIsARowOfPanesThatCountUpWithTime() {
        RandomGenerator random = FoldTrials.random(2);
        for (int round = 0; round < 5_000; round++) {
            Windows windows = FoldTrials.windows(random);
            int before = -1;
            for (long nanos = windows.firstNanos() - 3; nanos <= windows.lastNanos() + 3; nanos++) {
                int pane = windows.pane(nanos);
                boolean inAny = false;
                for (int step = 0; step < windows.steps().count(); step++) {
                    long end = windows.steps().nanos(step) - windows.offsetNanos();
                    boolean inside = nanos > end - windows.rangeNanos() && nanos <= end;
                    inAny |= inside;
                    assertThat(pane >= windows.firstPane(step) && pane <= windows.lastPane(step))
                            .as("%d in step %d of %s", nanos, step, windows)
                            .isEqualTo(inside);
                }
                assertThat(pane >= 0).isEqualTo(inAny);
                assertThat(pane).isLessThan(windows.panes());
                if (inAny) {
                    assertThat(nanos).isBetween(windows.firstNanos(), windows.lastNanos());
                    assertThat(pane).isGreaterThanOrEqualTo(before);
                    before = pane;
                }
            }
        }
    }

    @Test
    void windowsWithoutLengthHaveNothing() {
        Windows windows = new Windows(new Steps(0, 10, 3), 0, 0);

        for (long nanos = -2; nanos < 25; nanos++) {
            assertThat(windows.pane(nanos)).isEqualTo(-1);
        }
        for (int step = 0; step < 3; step++) {
            assertThat(windows.lastPane(step)).isLessThan(windows.firstPane(step));
        }
    }
}

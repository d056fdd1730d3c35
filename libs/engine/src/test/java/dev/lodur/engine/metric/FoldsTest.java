package dev.lodur.engine.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.logql.RangeOperation;
import java.util.BitSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldsTest {
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "COUNT_OVER_TIME, false, 4",
        "RATE, false, 0.4",
        "RATE, true, 1.4",
        "BYTES_OVER_TIME, false, 14",
        "BYTES_RATE, false, 1.4",
        "ABSENT_OVER_TIME, false, 4",
        "SUM_OVER_TIME, true, 14",
        "AVG_OVER_TIME, true, 3.5",
        "MAX_OVER_TIME, true, 7",
        "MIN_OVER_TIME, true, 1",
        "STDVAR_OVER_TIME, true, 5.25",
        "QUANTILE_OVER_TIME, true, 3",
        "FIRST_OVER_TIME, true, 4",
        "LAST_OVER_TIME, true, 1",
    })
    void everyOperationHasItsFold(RangeOperation operation, boolean unwrapped, double expected) {
        Windows windows = new Windows(Steps.instant(10 * SECOND), 10 * SECOND, 0);
        Fold fold = Folds.of(operation, unwrapped, 0.5, windows);
        double[] values = {4, 2, 7, 1};
        for (int i = 0; i < values.length; i++) {
            fold.add(windows.pane((i + 1) * SECOND), (i + 1) * SECOND, values[i]);
        }
        double[] results = new double[1];
        BitSet present = new BitSet();

        fold.finish(windows, results, present);

        assertThat(results).containsExactly(expected);
        assertThat(present.get(0)).isTrue();
    }
}

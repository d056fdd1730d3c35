package dev.lodur.engine.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LineCountsTest {
    @Test
    void countsAreThoseOfASortedMapInWhateverOrderTheyCome() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            LineCounts counts = new LineCounts();
            TreeMap<Integer, Integer> expected = new TreeMap<>();
            for (int i = 0; i < 100; i++) {
                int slot = random.nextInt(1 + seed % 50);
                int lines = 1 + random.nextInt(3);
                counts.add(slot, lines, 0);
                expected.merge(slot, lines, Integer::sum);
            }

            assertThat(read(counts)).as("seed %s", seed).isEqualTo(expected);
        }
    }

    @Test
    void whatIsOldMakesRoom() {
        LineCounts counts = new LineCounts();
        for (int slot = 0; slot < 100_000; slot++) {
            counts.add(slot, 1, slot - 100);
        }

        assertThat(counts.heapBytes()).isLessThan(8 * 512);
        assertThat(read(counts).firstKey()).isGreaterThanOrEqualTo(100_000 - 512);
        assertThat(counts.forget(99_998)).isPositive();
        assertThat(read(counts)).isEqualTo(Map.of(99_998, 1, 99_999, 1));
    }

    @Test
    void aCountStaysAtTheLargestNumber() {
        LineCounts counts = new LineCounts();
        counts.add(1, Integer.MAX_VALUE, 0);
        counts.add(1, 5, 0);

        assertThat(counts.count(0)).isEqualTo(Integer.MAX_VALUE);
    }

    private static TreeMap<Integer, Integer> read(LineCounts counts) {
        TreeMap<Integer, Integer> map = new TreeMap<>();
        for (int i = 0; i < counts.indexFrom(Integer.MAX_VALUE); i++) {
            map.put(counts.slot(i), counts.count(i));
        }
        return map;
    }
}

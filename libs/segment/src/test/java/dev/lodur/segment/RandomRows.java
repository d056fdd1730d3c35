package dev.lodur.segment;

import dev.lodur.model.Labels;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Rows of all shapes. */
final class RandomRows {
    private RandomRows() {}

    static TestSegment.Rows of(RandomGenerator random) {
        TestSegment.Rows rows = new TestSegment.Rows();
        int streams = 1 + random.nextInt(40);
        int labelNames = 1 + random.nextInt(40);
        int keys = random.nextInt(25);
        for (int stream = 0; stream < streams; stream++) {
            Labels labels = Labels.of(set(random, "l", labelNames, 4));
            long time = random.nextInt(5) == 0 ? random.nextLong() >> 1 : 1_794_290_400_000_000_000L;
            for (int count = random.nextInt(30) * random.nextInt(10); count >= 0; count--) {
                time += random.nextInt(3) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 50));
                Map<String, String> metadata = set(random, "k", keys, random.nextBoolean() ? 3 : 1_000_000);
                if (random.nextBoolean()) {
                    metadata.put("detected_level", random.nextInt(3) == 0 ? "lvl" + random.nextInt(50) : "info");
                }
                rows.add(labels, time, text(random), Labels.of(metadata));
            }
        }
        return rows;
    }

    private static Map<String, String> set(RandomGenerator random, String prefix, int names, int values) {
        Map<String, String> set = new TreeMap<>();
        for (int i = 0; i < names; i++) {
            if (random.nextInt(i + 1) < 3) {
                set.put(prefix + i, random.nextInt(10) == 0 ? "" : "v" + random.nextInt(values));
            }
        }
        return set;
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4) == 0 ? 0 : random.nextInt(random.nextInt(50) == 0 ? 1500 : 60); i > 0; i--) {
            text.appendCodePoint(random.nextInt(20) == 0 ? 0x3b1 + random.nextInt(0x4000) : random.nextInt(128));
        }
        return text.toString();
    }
}

package dev.lodur.engine.metric;

import dev.lodur.model.Labels;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Series made from values. */
final class TestSeries {
    private TestSeries() {}

    /** A series with a sample at each step that has a value. */
    static Series of(Labels labels, @Nullable Double... samples) {
        double[] values = new double[samples.length];
        BitSet present = new BitSet();
        for (int step = 0; step < samples.length; step++) {
            Double sample = samples[step];
            if (sample != null) {
                values[step] = sample;
                present.set(step);
            }
        }
        return new Series(labels, values, present);
    }

    /** What each step has, as text that compares. */
    static Map<String, String> texts(List<Series> series) {
        Map<String, String> texts = new TreeMap<>();
        for (Series one : series) {
            StringBuilder text = new StringBuilder();
            for (int step = 0; step < one.values().length; step++) {
                text.append(one.present().get(step) ? one.values()[step] : "-").append(' ');
            }
            String before = texts.put(one.labels().toString(), text.toString().strip());
            if (before != null) {
                throw new AssertionError("twice: " + one.labels());
            }
        }
        return texts;
    }
}

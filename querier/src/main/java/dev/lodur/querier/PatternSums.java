package dev.lodur.querier;

import dev.lodur.engine.PatternsReply;
import dev.lodur.engine.drain.MinedPattern;
import dev.lodur.engine.drain.StreamPatterns;
import dev.lodur.lokiapi.read.PatternSeries;
import dev.lodur.model.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What several ingesters say of patterns, added over the streams.
 *
 * <p>The replicas of a stream mine the same lines, so they are not added: the ingester that has seen most lines of a
 * stream is believed, and another one only for times of which nobody before it knows anything, as when the stream has
 * moved. Not thread-safe.
 */
final class PatternSums {
    private final int stepSeconds;
    private final Map<Key, StepCounts> sums = new HashMap<>();

    private record Key(String pattern, String level) {}

    PatternSums(int stepSeconds) {
        this.stepSeconds = stepSeconds;
    }

    void addAll(List<PatternsReply> replies) {
        Map<Labels, List<StreamPatterns>> replicas = new LinkedHashMap<>();
        for (PatternsReply reply : replies) {
            for (StreamPatterns stream : reply.streams()) {
                replicas.computeIfAbsent(stream.labels(), labels -> new ArrayList<>(1))
                        .add(stream);
            }
        }
        replicas.values().forEach(this::addReplicas);
    }

    private void addReplicas(List<StreamPatterns> replicas) {
        if (replicas.size() == 1) {
            replicas.getFirst().patterns().forEach(this::add);
            return;
        }
        replicas.sort(Comparator.comparingLong(StreamPatterns::total).reversed());
        Set<Integer> known = new HashSet<>();
        for (StreamPatterns replica : replicas) {
            List<MinedPattern> news = replica.patterns().stream()
                    .map(pattern -> without(known, pattern))
                    .filter(pattern -> pattern.steps().length > 0)
                    .toList();
            for (MinedPattern pattern : news) {
                add(pattern);
                Arrays.stream(pattern.steps()).forEach(known::add);
            }
        }
    }

    private static MinedPattern without(Set<Integer> known, MinedPattern pattern) {
        int[] left = IntStream.range(0, pattern.steps().length)
                .filter(i -> !known.contains(pattern.steps()[i]))
                .toArray();
        return new MinedPattern(
                pattern.pattern(),
                pattern.level(),
                Arrays.stream(left).map(i -> pattern.steps()[i]).toArray(),
                Arrays.stream(left).mapToLong(i -> pattern.counts()[i]).toArray());
    }

    private void add(MinedPattern pattern) {
        sums.computeIfAbsent(new Key(pattern.pattern(), pattern.level()), key -> new StepCounts())
                .add(pattern.steps(), pattern.counts());
    }

    /** All patterns, those with most lines first. */
    List<PatternSeries> series() {
        return sums.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Key, StepCounts> sum) ->
                                -sum.getValue().total())
                        .thenComparing(sum -> sum.getKey().pattern())
                        .thenComparing(sum -> sum.getKey().level()))
                .map(sum -> new PatternSeries(
                        sum.getKey().pattern(),
                        sum.getKey().level(),
                        sum.getValue().seconds(stepSeconds),
                        sum.getValue().counts()))
                .toList();
    }
}

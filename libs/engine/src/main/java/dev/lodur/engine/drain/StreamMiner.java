package dev.lodur.engine.drain;

import dev.lodur.model.Labels;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.Tenant;
import dev.lodur.segment.RunTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The patterns of one stream, those of each level by themselves. Not thread-safe. */
final class StreamMiner {
    private static final byte[] LEVEL = RunTable.LEVEL_KEY.getBytes(StandardCharsets.UTF_8);
    private static final byte[] UNKNOWN = "unknown".getBytes(StandardCharsets.UTF_8);
    /** Clients may send levels of their own; those beyond this many count as unknown. */
    private static final int LEVELS_MAX = 10;

    private static final int OVERHEAD_BYTES = 200;
    private static final int LEVEL_BYTES = 120;

    private final Tenant tenant;
    private final Labels labels;
    private final int labelBytes;
    private final int clustersMax;
    private final List<Level> levels = new ArrayList<>(1);

    private record Level(byte[] name, PatternMiner miner) {
        boolean is(byte[] bytes, int from, int to) {
            return Arrays.equals(name, 0, name.length, bytes, from, to);
        }
    }

    /**
     * @param labelBytes what the labels take when packed
     * @param clustersMax patterns of each level at most
     */
    StreamMiner(Tenant tenant, Labels labels, int labelBytes, int clustersMax) {
        this.tenant = tenant;
        this.labels = labels;
        this.labelBytes = labelBytes;
        this.clustersMax = clustersMax;
    }

    /** The patterns of lines with such metadata, which is packed as a batch has it. */
    PatternMiner ofLevel(byte[] bytes, int metadataFrom, int metadataLength) {
        int pair = PackedLabels.find(bytes, metadataFrom, metadataLength, LEVEL);
        if (pair < 0) {
            return ofLevel(UNKNOWN, 0, UNKNOWN.length, LEVELS_MAX + 1);
        }
        int from = PackedLabels.valueOffset(bytes, pair);
        return ofLevel(bytes, from, from + PackedLabels.valueLength(bytes, pair), LEVELS_MAX);
    }

    private PatternMiner ofLevel(byte[] bytes, int from, int to, int levelsMax) {
        for (Level level : levels) {
            if (level.is(bytes, from, to)) {
                return level.miner();
            }
        }
        if (levels.size() >= levelsMax) {
            return ofLevel(UNKNOWN, 0, UNKNOWN.length, LEVELS_MAX + 1);
        }
        Level level = new Level(Arrays.copyOfRange(bytes, from, to), new PatternMiner(clustersMax));
        levels.add(level);
        return level.miner();
    }

    Tenant tenant() {
        return tenant;
    }

    Labels labels() {
        return labels;
    }

    /** As {@link PatternMiner#forget}. */
    void forget(int oldest) {
        levels.forEach(level -> level.miner().forget(oldest));
    }

    boolean isEmpty() {
        return levels.stream().allMatch(level -> level.miner().clusterCount() == 0);
    }

    /** The patterns with lines in the slots from one to another, both included. */
    StreamPatterns patterns(int firstSlot, int lastSlot, int stepSeconds) {
        List<MinedPattern> patterns = new ArrayList<>();
        for (Level level : levels) {
            String name = new String(level.name(), StandardCharsets.UTF_8);
            level.miner().forEach(cluster -> {
                if (cluster.counts().indexFrom(firstSlot) < cluster.counts().indexFrom(lastSlot + 1)) {
                    patterns.add(MinedPattern.of(cluster, name, firstSlot, lastSlot, stepSeconds));
                }
            });
        }
        return new StreamPatterns(labels, patterns);
    }

    long heapBytes() {
        // Labels are texts of their own, twice each: as a name or value, and as an object.
        long bytes = OVERHEAD_BYTES + 4L * labelBytes;
        for (Level level : levels) {
            bytes += LEVEL_BYTES + level.miner().heapBytes();
        }
        return bytes;
    }
}

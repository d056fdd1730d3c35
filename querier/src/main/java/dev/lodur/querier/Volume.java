package dev.lodur.querier;

import dev.lodur.engine.StreamSummary;
import dev.lodur.model.Labels;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many bytes of lines were found under one name, in all and in each bucket. Not thread-safe. */
final class Volume {
    /** The largest first, and those of one size in the order of their names' texts. */
    static final Comparator<Volume> LARGEST_FIRST =
            Comparator.comparingLong(Volume::bytes).reversed().thenComparing(volume -> volume.name.toString());

    private final Labels name;
    private final SortedMap<Integer, Long> bytesOfBuckets = new TreeMap<>();
    private long bytes;

    Volume(Labels name) {
        this.name = name;
    }

    void add(StreamSummary stream) {
        bytes += stream.lineBytes();
        for (StreamSummary.Share share : stream.shares()) {
            bytesOfBuckets.merge(share.bucket(), share.lineBytes(), Long::sum);
        }
    }

    Labels name() {
        return name;
    }

    long bytes() {
        return bytes;
    }

    /** By bucket; empty where no buckets were asked for. */
    SortedMap<Integer, Long> bytesOfBuckets() {
        return bytesOfBuckets;
    }
}

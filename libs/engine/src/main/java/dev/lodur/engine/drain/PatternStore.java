package dev.lodur.engine.drain;

import dev.lodur.model.BatchReader;
import dev.lodur.model.Labels;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The patterns of all streams, of the last three hours, within a bound of memory: beyond it the streams that had lines
 * least recently are forgotten. Thread-safe; questions and lines wait
 * for each other a stream long.
 */
public final class PatternStore {
    /** How far back counts go. */
    public static final Duration RETENTION = Duration.ofHours(3);

    /** Patterns of a stream and level at most: Loki's number. */
    public static final int CLUSTERS_MAX = 300;

    private static final long SLOT_NANOS = LineCounts.SLOT_SECONDS * 1_000_000_000L;
    private static final int RETENTION_SLOTS = (int) (RETENTION.toSeconds() / LineCounts.SLOT_SECONDS);
    private static final int FORGET_EVERY_SLOTS = 6;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final RecentStreams streams;
    private final LineWords words = new LineWords();
    private final LineWords scratch = new LineWords();
    private long linesSeen;
    private int forgotAt;

    /**
     * @param heapBytesMax memory that all patterns may take, about
     * @param clustersMax patterns of a stream and level at most
     */
    public PatternStore(long heapBytesMax, int clustersMax, Clock clock) {
        this.streams = new RecentStreams(heapBytesMax, clustersMax);
        this.clock = clock;
    }

    /**
     * Takes in the lines of a batch.
     *
     * @param every 1 for all lines; otherwise only each so-manieth is looked at, and stands for as many
     * @return how many lines the batch has
     */
    public long learn(byte[] batch, int every) {
        BatchReader reader = new BatchReader(batch);
        int oldest = oldestSlot();
        long lines = 0;
        while (reader.nextStream()) {
            lines += reader.entryCount();
            lock.lock();
            try {
                learnStream(reader, every, oldest);
                forgetOld(oldest);
            } finally {
                lock.unlock();
            }
        }
        return lines;
    }

    private int oldestSlot() {
        return slot(clock.millis() * 1_000_000) - RETENTION_SLOTS;
    }

    private static int slot(long timestampNanos) {
        return (int) Math.floorDiv(timestampNanos, SLOT_NANOS);
    }

    private void learnStream(BatchReader reader, int every, int oldest) {
        StreamMiner stream = null;
        long bytesBefore = 0;
        while (reader.nextEntry()) {
            int slot = slot(reader.timestampNanos());
            if (++linesSeen % every != 0 || slot < oldest || reader.lineLength() == 0) {
                continue;
            }
            if (stream == null) {
                stream = streams.use(reader);
                bytesBefore = stream.heapBytes();
            }
            words.read(reader.bytes(), reader.lineOffset(), reader.lineOffset() + reader.lineLength());
            stream.ofLevel(reader.bytes(), reader.metadataOffset(), reader.metadataLength())
                    .learn(words, scratch, slot, every, oldest);
        }
        if (stream != null) {
            streams.grown(stream.heapBytes() - bytesBefore);
        }
    }

    private void forgetOld(int oldest) {
        if (oldest >= forgotAt + FORGET_EVERY_SLOTS) {
            forgotAt = oldest;
            streams.forget(oldest);
        }
    }

    /**
     * The patterns of the streams that a selector takes, with the lines of a range; streams without any are left out.
     *
     * @param range counts are kept by ten seconds, and those that are partly in the range are in
     * @param stepSeconds counts are summed in multiples of it, at least 10
     */
    public List<StreamPatterns> patterns(Tenant tenant, Predicate<Labels> selector, TimeRange range, int stepSeconds) {
        if (range.isEmpty()) {
            return List.of();
        }
        int firstSlot = Math.max(slot(range.startNanos()), oldestSlot());
        int lastSlot = slot(range.endNanos() - 1);
        List<StreamPatterns> found = new ArrayList<>();
        // A stream that is forgotten a moment later is still in the answer: lines need not wait for the whole of it.
        for (StreamMiner stream : locked(() -> streams.matching(tenant, selector))) {
            StreamPatterns patterns = locked(() -> stream.patterns(firstSlot, lastSlot, stepSeconds));
            if (!patterns.patterns().isEmpty()) {
                found.add(patterns);
            }
        }
        return found;
    }

    /** Memory that is taken, about. */
    public long heapBytes() {
        return locked(streams::heapBytes);
    }

    /** Streams that have patterns. */
    public int streamCount() {
        return locked(streams::size);
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}

package dev.lodur.ingester;

import dev.lodur.model.BatchReader;
import dev.lodur.model.Labels;
import dev.lodur.model.StreamId;
import dev.lodur.model.Tenant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One tenant's streams in one generation. Thread-safe. */
final class TenantHead {
    private final Tenant tenant;
    private final ConcurrentHashMap<StreamId, StreamBuffer> streams = new ConcurrentHashMap<>();
    private final DaySet days = new DaySet();

    TenantHead(Tenant tenant) {
        this.tenant = tenant;
    }

    Tenant tenant() {
        return tenant;
    }

    /** Adds the reader's current stream; returns by how many bytes the heap in use has grown. */
    long add(BatchReader reader) {
        StreamId id = reader.streamId();
        StreamBuffer buffer = streams.get(id);
        if (buffer != null) {
            return buffer.addAll(reader, days);
        }
        Labels labels = reader.labels();
        return StreamBuffer.OVERHEAD_BYTES
                + streams.computeIfAbsent(id, key -> new StreamBuffer(labels)).addAll(reader, days);
    }

    Collection<StreamBuffer> streams() {
        return streams.values();
    }

    /** The streams in the order in which a segment holds them. */
    List<StreamBuffer> sortedStreams() {
        return streams.values().stream()
                .sorted(Comparator.comparing(StreamBuffer::labels))
                .toList();
    }

    /** The UTC days that the rows fall on. */
    Set<Long> days() {
        return days.snapshot();
    }

    /** Of all rows; {@link Long#MAX_VALUE} where there are none. */
    long minTimestampNanos() {
        long minNanos = Long.MAX_VALUE;
        for (StreamBuffer stream : streams.values()) {
            minNanos = Math.min(minNanos, stream.minTimestampNanos());
        }
        return minNanos;
    }

    int streamCount() {
        return streams.size();
    }
}

package dev.lodur.engine.drain;

import dev.lodur.model.BatchReader;
import dev.lodur.model.Labels;
import dev.lodur.model.StreamId;
import dev.lodur.model.Tenant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The streams that patterns are known of, within a bound of memory: those that had lines least recently are forgotten
 * first. Not thread-safe.
 */
final class RecentStreams {
    private final long heapBytesMax;
    private final int clustersMax;
    private final Map<Key, StreamMiner> streams = new LinkedHashMap<>(16, 0.75f, true);
    private long heapBytes;

    private record Key(Tenant tenant, StreamId stream) {}

    RecentStreams(long heapBytesMax, int clustersMax) {
        this.heapBytesMax = heapBytesMax;
        this.clustersMax = clustersMax;
    }

    /** The stream that a reader stands at, which is the most recent one then. */
    StreamMiner use(BatchReader reader) {
        Key key = new Key(reader.tenant(), reader.streamId());
        StreamMiner known = streams.get(key);
        if (known != null) {
            return known;
        }
        StreamMiner stream = new StreamMiner(reader.tenant(), reader.labels(), reader.labelsLength(), clustersMax);
        streams.put(key, stream);
        heapBytes += stream.heapBytes();
        return stream;
    }

    /** Takes note that a stream takes more memory than before, and makes room where that is too much. */
    void grown(long bytes) {
        heapBytes += bytes;
        Iterator<StreamMiner> leastRecent = streams.values().iterator();
        while (heapBytes > heapBytesMax && leastRecent.hasNext()) {
            heapBytes -= leastRecent.next().heapBytes();
            leastRecent.remove();
        }
    }

    /** Forgets all counts before a slot, and the streams that have none left. */
    void forget(int oldest) {
        heapBytes = 0;
        Iterator<StreamMiner> all = streams.values().iterator();
        while (all.hasNext()) {
            StreamMiner stream = all.next();
            stream.forget(oldest);
            if (stream.isEmpty()) {
                all.remove();
            } else {
                heapBytes += stream.heapBytes();
            }
        }
    }

    List<StreamMiner> matching(Tenant tenant, Predicate<Labels> selector) {
        return streams.values().stream()
                .filter(stream -> stream.tenant().equals(tenant) && selector.test(stream.labels()))
                .toList();
    }

    int size() {
        return streams.size();
    }

    long heapBytes() {
        return heapBytes;
    }
}

package dev.lodur.engine;

import dev.lodur.model.Labels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts dropped rows by stream, at most {@value #STREAMS_MAX} streams of them by name. Not thread-safe. */
public final class DroppedRowsCounter {
    private static final int STREAMS_MAX = 100;

    private final Map<Labels, DroppedRows> byStream = new LinkedHashMap<>();

    public void add(DroppedRows dropped) {
        boolean named = byStream.size() < STREAMS_MAX || byStream.containsKey(dropped.stream());
        Labels stream = named ? dropped.stream() : Labels.EMPTY;
        byStream.merge(
                stream,
                new DroppedRows(stream, dropped.timestampNanos(), dropped.rows()),
                (before, more) -> before.plus(more.rows()));
    }

    public boolean isEmpty() {
        return byStream.isEmpty();
    }

    /** What was counted since this was last asked. */
    public List<DroppedRows> take() {
        List<DroppedRows> taken = List.copyOf(byStream.values());
        byStream.clear();
        return taken;
    }
}

package dev.lodur.distributor;

import dev.lodur.model.BatchReader;
import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.ring.PushTarget;
import java.util.ArrayList;
import java.util.List;

/** An ingester that keeps what it was sent. */
final class RecordingTarget implements PushTarget {
    record Row(Labels labels, Entry entry) {}

    private final List<byte[]> batches = new ArrayList<>();

    @Override
    public synchronized void push(byte[] batch) {
        batches.add(batch.clone());
    }

    synchronized int batches() {
        return batches.size();
    }

    synchronized List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (byte[] batch : batches) {
            BatchReader reader = new BatchReader(batch);
            while (reader.nextStream()) {
                while (reader.nextEntry()) {
                    rows.add(new Row(reader.labels(), reader.entry()));
                }
            }
        }
        return rows;
    }
}

package dev.lodur.ingester;

import dev.lodur.engine.TailReply;
import dev.lodur.engine.TailRequest;
import dev.lodur.engine.TailSelect;
import dev.lodur.model.BatchReader;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tails that read from an ingester. Thread-safe. While there are none, a push pays for one look at that. */
final class Tails implements AutoCloseable {
    private static final long QUEUE_BYTES_MAX = 4 << 20;

    private final TailRoom room;
    private final long queueBytesMax;
    private final List<TailQueue> open = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * @param bytesMax for batches that wait, all tails together; one tail gets 4 MiB of it at most
     */
    Tails(long bytesMax) {
        this.room = new TailRoom(bytesMax);
        this.queueBytesMax = Math.min(bytesMax, QUEUE_BYTES_MAX);
    }

    /** From when this returns, whatever arrives is in the reply. */
    TailReply open(TailRequest request) {
        TailSelect select = new TailSelect(request.query());
        TailQueue queue = new TailQueue(request.tenant(), select, room, queueBytesMax, open::remove);
        open.add(queue);
        if (closed) {
            queue.close();
            throw new LodurException(ErrorCode.UNAVAILABLE, "the ingester is stopping");
        }
        return queue;
    }

    /** Told of each batch whose rows have just become part of every answer. */
    void arrived(byte[] batch) {
        if (!open.isEmpty()) {
            handOut(batch);
        }
    }

    private void handOut(byte[] batch) {
        BatchReader reader = new BatchReader(batch);
        List<TailQueue> undecided = ofTenant(reader.tenant());
        while (!undecided.isEmpty() && reader.nextStream()) {
            Labels stream = reader.labels();
            undecided.removeIf(tail -> {
                boolean wanted = tail.wants(stream);
                if (wanted) {
                    tail.offer(batch);
                }
                return wanted;
            });
        }
    }

    private List<TailQueue> ofTenant(Tenant tenant) {
        List<TailQueue> tails = new ArrayList<>();
        for (TailQueue tail : open) {
            if (tail.tenant().equals(tenant)) {
                tails.add(tail);
            }
        }
        return tails;
    }

    int count() {
        return open.size();
    }

    long waitingBytes() {
        return room.usedBytes();
    }

    /** Ends all tails behind what they have. */
    @Override
    public void close() {
        closed = true;
        open.forEach(TailQueue::end);
    }
}

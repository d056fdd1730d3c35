package dev.lodur.ingester;

import dev.lodur.engine.DroppedRows;
import dev.lodur.engine.DroppedRowsCounter;
import dev.lodur.engine.TailPart;
import dev.lodur.engine.TailReply;
import dev.lodur.engine.TailSelect;
import dev.lodur.model.BatchReader;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One tail's batches between the pushes that bring them and the thread that reads them, which also does the filtering: a
 * push only hands its batch over. A batch that there is no room for is dropped and its rows are counted. Thread-safe.
 */
final class TailQueue implements TailReply {
    private final Tenant tenant;
    private final TailSelect select;
    private final TailRoom room;
    private final long bytesMax;
    private final Consumer<TailQueue> onClose;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> batches = new ArrayDeque<>();
    private final DroppedRowsCounter dropped = new DroppedRowsCounter();
    private final ArrayDeque<byte[]> blocks = new ArrayDeque<>();
    private long bytes;
    private boolean ended;

    /**
     * @param room for the batches of all tails
     * @param bytesMax for those of this one
     * @param onClose told when the reader does not want more
     */
    TailQueue(Tenant tenant, TailSelect select, TailRoom room, long bytesMax, Consumer<TailQueue> onClose) {
        this.tenant = tenant;
        this.select = select;
        this.room = room;
        this.bytesMax = bytesMax;
        this.onClose = onClose;
    }

    Tenant tenant() {
        return tenant;
    }

    boolean wants(Labels stream) {
        return select.wants(stream);
    }

    /** Takes a batch that has at least one stream that is wanted; never waits for the reader. */
    void offer(byte[] batch) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            if (bytes + batch.length <= bytesMax && room.tryTake(batch.length)) {
                bytes += batch.length;
                batches.add(batch);
            } else {
                drop(batch);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void drop(byte[] batch) {
        BatchReader reader = new BatchReader(batch);
        while (reader.nextStream()) {
            Labels stream = reader.labels();
            if (wants(stream) && reader.nextEntry()) {
                dropped.add(new DroppedRows(stream, reader.timestampNanos(), reader.entryCount()));
            }
        }
    }

    @Override
    public @Nullable TailPart next() {
        while (true) {
            byte[] block = blocks.poll();
            if (block != null) {
                return new TailPart(block, takeDropped());
            }
            byte[] batch = take();
            if (batch != null) {
                blocks.addAll(select.select(batch));
            } else {
                List<DroppedRows> left = takeDropped();
                return left.isEmpty() ? null : TailPart.ofDropped(left);
            }
        }
    }

    /** Waits for a batch; null where none will come, or where all that there is to say is what was dropped. */
    private byte @Nullable [] take() {
        lock.lock();
        try {
            while (batches.isEmpty() && dropped.isEmpty() && !ended) {
                changed.await();
            }
            byte[] batch = batches.poll();
            giveBack(batch == null ? 0 : batch.length);
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "the tail was cancelled", e);
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(long freed) {
        bytes -= freed;
        room.giveBack(freed);
    }

    private List<DroppedRows> takeDropped() {
        lock.lock();
        try {
            return dropped.take();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more batches; the reader gets what is here and then the end. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
        lock.lock();
        try {
            ended = true;
            batches.clear();
            dropped.take();
            giveBack(bytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

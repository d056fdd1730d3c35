package dev.lodur.querier;

import dev.lodur.engine.Announcements;
import dev.lodur.engine.DroppedRows;
import dev.lodur.engine.IngesterQuery;
import dev.lodur.engine.LoadedBlock;
import dev.lodur.engine.LocalSelect;
import dev.lodur.engine.PatternsReply;
import dev.lodur.engine.PatternsRequest;
import dev.lodur.engine.QueryStatistics;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.engine.StreamsReply;
import dev.lodur.engine.StreamsRequest;
import dev.lodur.engine.TailPart;
import dev.lodur.engine.TailReply;
import dev.lodur.engine.TailRequest;
import dev.lodur.model.BlockWriter;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** An ingester whose rows are read while they arrive. Thread-safe. */
final class LiveIngester implements IngesterQuery {
    private final String name;
    private final List<Bucket.Row> rows = new ArrayList<>();
    private final List<Tail> tails = new CopyOnWriteArrayList<>();
    final List<TailRequest> asked = new CopyOnWriteArrayList<>();
    volatile @Nullable LodurException failure;

    LiveIngester(String name) {
        this.name = name;
    }

    /** A part, or how the tail ends. */
    private record Event(@Nullable TailPart part, @Nullable LodurException failure) {}

    /** Takes rows that tails are not told of. */
    synchronized void store(Bucket.Row... more) {
        rows.addAll(List.of(more));
    }

    synchronized void push(Bucket.Row... more) {
        store(more);
        byte[] block = BlockWriter.write(Bucket.block(List.of(more)));
        tails.forEach(tail -> tail.events.add(new Event(new TailPart(block, List.of()), null)));
    }

    void drop(DroppedRows dropped) {
        tails.forEach(tail -> tail.events.add(new Event(TailPart.ofDropped(List.of(dropped)), null)));
    }

    /** Cuts the connections of its tails. */
    void cut() {
        LodurException broken = new LodurException(ErrorCode.UNAVAILABLE, "the connection broke");
        tails.forEach(tail -> tail.events.add(new Event(null, broken)));
    }

    int tailCount() {
        return tails.size();
    }

    private void fail() {
        LodurException now = failure;
        if (now != null) {
            throw now;
        }
    }

    @Override
    public synchronized SelectReply select(SelectRequest request) {
        fail();
        List<LoadedBlock> blocks =
                rows.isEmpty() ? List.of() : List.of(LoadedBlock.of(Bucket.block(List.copyOf(rows))));
        LocalSelect select = new LocalSelect(request, blocks, new QueryStatistics(), 1 << 20);
        return new SelectReply() {
            @Override
            public Announcements announcements() {
                return new Announcements(name, 1, Set.of(), List.of());
            }

            @Override
            public byte @Nullable [] nextBlock() {
                return select.nextBlock();
            }

            @Override
            public void close() {
                select.close();
            }
        };
    }

    @Override
    public StreamsReply streams(StreamsRequest request) {
        throw new UnsupportedOperationException("only rows are asked for here");
    }

    @Override
    public synchronized TailReply tail(TailRequest request) {
        fail();
        asked.add(request);
        Tail tail = new Tail();
        tails.add(tail);
        return tail;
    }

    private final class Tail implements TailReply {
        private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

        @Override
        public @Nullable TailPart next() {
            try {
                Event event = events.take();
                if (event.failure() != null) {
                    throw event.failure();
                }
                return event.part();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LodurException(ErrorCode.CANCELLED, "cancelled", e);
            }
        }

        @Override
        public void close() {
            tails.remove(this);
        }
    }

    @Override
    public PatternsReply patterns(PatternsRequest request) {
        throw new LodurException(ErrorCode.UNAVAILABLE, "this ingester is for tails");
    }
}

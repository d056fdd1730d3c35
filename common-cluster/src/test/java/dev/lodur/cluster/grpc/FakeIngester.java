package dev.lodur.cluster.grpc;

import dev.lodur.engine.Announcements;
import dev.lodur.engine.IngesterQuery;
import dev.lodur.engine.PatternsReply;
import dev.lodur.engine.PatternsRequest;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.engine.StreamsReply;
import dev.lodur.engine.StreamsRequest;
import dev.lodur.engine.TailPart;
import dev.lodur.engine.TailReply;
import dev.lodur.engine.TailRequest;
import dev.lodur.model.LodurException;
import dev.lodur.ring.PushTarget;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An ingester that remembers what it is asked and answers what it is told to. */
final class FakeIngester implements PushTarget, IngesterQuery {
    final List<byte[]> batches = new CopyOnWriteArrayList<>();
    final List<SelectRequest> selects = new CopyOnWriteArrayList<>();
    final List<PatternsRequest> patternRequests = new CopyOnWriteArrayList<>();
    final List<StreamsRequest> streamsAsked = new CopyOnWriteArrayList<>();
    final AtomicInteger flushes = new AtomicInteger();
    final AtomicInteger blocksMade = new AtomicInteger();
    final CountDownLatch closed = new CountDownLatch(1);
    Announcements announcements = new Announcements("a", 1, Set.of(), List.of());
    PatternsReply patterns = new PatternsReply(List.of());
    StreamsReply streams = new StreamsReply(announcements, List.of());
    /** Sizes of the blocks of a reply, which then fails or ends. */
    List<Integer> blockSizes = List.of();

    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable LodurException> brokenOff = new AtomicReference<>();

    void failWith(@Nullable RuntimeException newFailure) {
        failure.set(newFailure);
    }

    void breakOffWith(LodurException newFailure) {
        brokenOff.set(newFailure);
    }

    private void mayFail() {
        RuntimeException now = failure.get();
        if (now != null) {
            throw now;
        }
    }

    @Override
    public void push(byte[] batch) {
        mayFail();
        batches.add(batch);
    }

    void flush() {
        mayFail();
        flushes.incrementAndGet();
    }

    @Override
    public StreamsReply streams(StreamsRequest request) {
        mayFail();
        streamsAsked.add(request);
        return streams;
    }

    final List<TailRequest> tails = new CopyOnWriteArrayList<>();
    /** What a tail brings; one without rows and drops ends it. */
    final BlockingQueue<TailPart> tailParts = new LinkedBlockingQueue<>();

    private static final TailPart END = TailPart.ofDropped(List.of());

    void endTail() {
        tailParts.add(END);
    }

    @Override
    public TailReply tail(TailRequest request) {
        mayFail();
        tails.add(request);
        return new TailReply() {
            @Override
            public @Nullable TailPart next() {
                try {
                    TailPart part = tailParts.take();
                    return part == END ? null : part;
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void close() {
                tailParts.add(END);
                closed.countDown();
            }
        };
    }

    @Override
    public PatternsReply patterns(PatternsRequest request) {
        mayFail();
        patternRequests.add(request);
        return patterns;
    }

    @Override
    public SelectReply select(SelectRequest request) {
        mayFail();
        selects.add(request);
        return new SelectReply() {
            private int next;

            @Override
            public Announcements announcements() {
                return announcements;
            }

            @Override
            public byte @Nullable [] nextBlock() {
                if (next == blockSizes.size()) {
                    LodurException end = brokenOff.get();
                    if (end != null) {
                        throw end;
                    }
                    return null;
                }
                blocksMade.incrementAndGet();
                byte[] block = new byte[blockSizes.get(next)];
                block[0] = (byte) next++;
                return block;
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }
}

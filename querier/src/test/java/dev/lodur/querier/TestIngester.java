package dev.lodur.querier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.engine.AnnouncedSegment;
import dev.lodur.engine.Announcements;
import dev.lodur.engine.Deletions;
import dev.lodur.engine.IngesterQuery;
import dev.lodur.engine.LoadedBlock;
import dev.lodur.engine.LocalSelect;
import dev.lodur.engine.PatternsReply;
import dev.lodur.engine.PatternsRequest;
import dev.lodur.engine.QueryStatistics;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.engine.ServedSlice;
import dev.lodur.engine.StreamCounts;
import dev.lodur.engine.StreamSelector;
import dev.lodur.engine.StreamsReply;
import dev.lodur.engine.StreamsRequest;
import dev.lodur.engine.TailReply;
import dev.lodur.engine.TailRequest;
import dev.lodur.engine.drain.StreamPatterns;
import dev.lodur.logql.LogqlParser;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.store.CatalogEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An ingester whose head is one generation, flushed into the bucket when a test says so. */
final class TestIngester implements IngesterQuery {
    private final String name;
    private final Bucket bucket;
    private final List<Bucket.Row> head = new ArrayList<>();
    private final List<AnnouncedSegment> committed = new ArrayList<>();
    private int generation = 1;
    private long bootEpoch = 1;

    @Nullable LodurException failure;

    /** Thrown by the next reply's first block. */
    @Nullable LodurException brokenOff;

    List<StreamPatterns> patterns = List.of();

    @Nullable PatternsRequest patternsRequest;

    Runnable beforeReply = () -> {};
    Runnable afterReply = () -> {};
    final AtomicInteger openReplies = new AtomicInteger();

    TestIngester(String name, Bucket bucket) {
        this.name = name;
        this.bucket = bucket;
    }

    TestIngester add(Bucket.Row... rows) {
        head.addAll(List.of(rows));
        return this;
    }

    /** Brings the head into the bucket and its catalog, and announces it from then on. */
    void flush() {
        if (head.isEmpty()) {
            return;
        }
        CatalogEntry entry = bucket.upload(generation, head);
        long version = bucket.commit(entry).version();
        committed.add(new AnnouncedSegment(Bucket.DAY, version, Optional.of(entry)));
        head.clear();
        generation++;
    }

    /** Begins anew, as after a crash: what it announced is forgotten. */
    void restart() {
        committed.clear();
        bootEpoch++;
    }

    /** Waits until no reply is open any more: a query that fails leaves that to the threads that read. */
    void awaitRepliesClosed() {
        long deadlineNanos = System.nanoTime() + 10_000_000_000L;
        while (openReplies.get() > 0) {
            assertThat(System.nanoTime()).as("open replies: %s", openReplies).isLessThan(deadlineNanos);
            Thread.onSpinWait();
        }
    }

    private Announcements announcements() {
        Set<ServedSlice> served =
                head.isEmpty() ? Set.of() : Set.of(new ServedSlice(Bucket.generation(generation), Bucket.DAY));
        return new Announcements(name, bootEpoch, served, committed);
    }

    private void fail() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public PatternsReply patterns(PatternsRequest request) {
        fail();
        patternsRequest = request;
        return new PatternsReply(patterns);
    }

    @Override
    public SelectReply select(SelectRequest request) {
        fail();
        beforeReply.run();
        List<LoadedBlock> blocks = head.isEmpty() ? List.of() : List.of(LoadedBlock.of(Bucket.block(head)));
        LocalSelect select = new LocalSelect(request, blocks, new QueryStatistics(), 1 << 20);
        Announcements announcements = announcements();
        openReplies.incrementAndGet();
        afterReply.run();
        return new SelectReply() {
            private final AtomicBoolean open = new AtomicBoolean(true);

            @Override
            public Announcements announcements() {
                return announcements;
            }

            @Override
            public byte @Nullable [] nextBlock() {
                LodurException failed = brokenOff;
                if (failed != null) {
                    failure = failed;
                    throw failed;
                }
                return select.nextBlock();
            }

            @Override
            public void close() {
                if (open.getAndSet(false)) {
                    openReplies.decrementAndGet();
                }
                select.close();
            }
        };
    }

    @Override
    public StreamsReply streams(StreamsRequest request) {
        fail();
        beforeReply.run();
        StreamSelector selector = StreamSelector.of(LogqlParser.parseMatchers(request.selector()));
        StreamCounts counts = new StreamCounts(request.buckets());
        if (!head.isEmpty()) {
            RowBlock block = Bucket.block(head);
            BitSet deleted = Deletions.of(request.deletions()).in(block);
            for (int run = 0; run < block.runs(); run++) {
                if (selector.matches(block.labels(run))) {
                    counts.addRows(block.labels(run), block, block.runStart(run), block.runStart(run + 1), deleted);
                }
            }
        }
        StreamsReply reply = new StreamsReply(announcements(), counts.summaries());
        afterReply.run();
        return reply;
    }

    @Override
    public TailReply tail(TailRequest request) {
        throw new UnsupportedOperationException("nobody follows this one");
    }
}

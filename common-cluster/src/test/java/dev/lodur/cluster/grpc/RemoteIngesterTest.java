package dev.lodur.cluster.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.AnnouncedSegment;
import dev.lodur.engine.Announcements;
import dev.lodur.engine.Buckets;
import dev.lodur.engine.Deletion;
import dev.lodur.engine.Direction;
import dev.lodur.engine.DroppedRows;
import dev.lodur.engine.PatternsReply;
import dev.lodur.engine.PatternsRequest;
import dev.lodur.engine.Projection;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.engine.ServedSlice;
import dev.lodur.engine.StreamSummary;
import dev.lodur.engine.StreamsReply;
import dev.lodur.engine.StreamsRequest;
import dev.lodur.engine.TailPart;
import dev.lodur.engine.TailReply;
import dev.lodur.engine.TailRequest;
import dev.lodur.engine.drain.MinedPattern;
import dev.lodur.engine.drain.StreamPatterns;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TimeRange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.GenerationId;
import dev.lodur.store.Slices;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An ingester behind real gRPC: what goes in on one side comes out on the other. */
class RemoteIngesterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Tenant TENANT = new Tenant("one");
    private static final List<Deletion> DELETIONS = List.of(
            new Deletion("{app=\"web\"} |= \"ö\"", new TimeRange(-3, 4)), new Deletion("{app=\"db\"}", TimeRange.ALL));
    private static final SelectRequest SELECT = new SelectRequest(
            TENANT,
            "{app=\"web\"} |= \"ü\"",
            new TimeRange(-5, 1_000),
            Direction.BACKWARD,
            7,
            Projection.IDENTITIES,
            DELETIONS,
            "{app=\"web\"} | json | trace=\"x\"");
    private static final TailRequest TAIL = new TailRequest(TENANT, "{app=\"web\"} |= \"ü\"");
    private static final int BLOCK_BYTES = 300_000;

    private final FakeIngester ingester = new FakeIngester();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final PeerChannels channels = new PeerChannels(16 << 20);
    private final List<CatalogEntry> asked = new CopyOnWriteArrayList<>();
    private Server server;
    private RemoteIngester remote;
    private RemotePushTarget target;

    @BeforeEach
    void start() throws IOException {
        server = serve(0);
        String address = "127.0.0.1:" + server.getPort();
        remote = new RemoteIngester(channels, address, new RemoteIngester.Patience(PATIENCE, PATIENCE));
        target = new RemotePushTarget(channels, address, PATIENCE);
    }

    private Server serve(int port) throws IOException {
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                .addService(new IngesterServer(ingester, ingester, ingester::flush, executor))
                .addService(new QuerierServer(
                        (request, segments) -> {
                            asked.addAll(segments);
                            return ingester.select(request);
                        },
                        executor))
                .build()
                .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        channels.close();
        server.shutdownNow().awaitTermination();
        executor.shutdown();
    }

    @Test
    void aBatchArrivesAsItIs() {
        target.push(new byte[] {1, 2, 3});

        assertThat(ingester.batches).containsExactly(new byte[] {1, 2, 3});
    }

    @ParameterizedTest
    @EnumSource
    void aFailureComesOutAsItWentIn(ErrorCode code) {
        ingester.failWith(new LodurException(code, "the text for the user, ü"));

        assertFails(code, "the text for the user, ü", () -> target.push(new byte[1]));
        assertFails(
                code,
                "the text for the user, ü",
                () -> remote.streams(new StreamsRequest(TENANT, "{}", TimeRange.ALL)));
        assertFails(
                code,
                "the text for the user, ü",
                () -> remote.patterns(new PatternsRequest(TENANT, "{}", TimeRange.ALL, 10)));
        assertFails(code, "the text for the user, ü", () -> remote.select(SELECT));
        assertFails(code, "the text for the user, ü", remote::flush);
        assertFails(code, "the text for the user, ü", () -> remote.tail(TAIL));
    }

    @Test
    void aMistakeOfOursTellsNothingOfItself() {
        ingester.failWith(new IllegalStateException("a secret of the implementation"));

        assertThatThrownBy(() -> target.push(new byte[1]))
                .isInstanceOf(LodurException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aSelectSaysWhatWasAskedAndBringsAllBlocksInTheirOrder() {
        ServedSlice served = new ServedSlice(new GenerationId("a", 3, 4), LocalDate.of(2026, 1, 2));
        AnnouncedSegment live = new AnnouncedSegment(LocalDate.of(2026, 1, 1), 9, Optional.of(Slices.entry(1)));
        AnnouncedSegment replaced = new AnnouncedSegment(LocalDate.of(2026, 1, 1), 10, Optional.empty());
        ingester.announcements = new Announcements("a", 3, Set.of(served), List.of(live, replaced));
        ingester.blockSizes = Collections.nCopies(20, BLOCK_BYTES);

        List<byte[]> blocks = new ArrayList<>();
        try (SelectReply reply = remote.select(SELECT)) {
            assertThat(reply.announcements().served()).containsExactly(served);
            assertThat(reply.announcements().bootEpoch()).isEqualTo(3);
            assertThat(reply.announcements().committed())
                    .extracting(AnnouncedSegment::catalogVersion)
                    .containsExactly(9L, 10L);
            assertThat(reply.announcements()
                            .committed()
                            .getFirst()
                            .entry()
                            .orElseThrow()
                            .key())
                    .isEqualTo(Slices.entry(1).key());
            for (byte[] block = reply.nextBlock(); block != null; block = reply.nextBlock()) {
                blocks.add(block);
            }
        }

        assertThat(ingester.selects).containsExactly(SELECT);
        assertThat(blocks).hasSize(20);
        for (int i = 0; i < blocks.size(); i++) {
            assertThat(blocks.get(i)).hasSize(BLOCK_BYTES);
            assertThat(blocks.get(i)[0]).isEqualTo((byte) i);
        }
    }

    @Test
    void aReplyThatIsNotReadToItsEndEndsTheWorkOnTheOtherSide() throws InterruptedException {
        ingester.blockSizes = Collections.nCopies(10_000, BLOCK_BYTES);

        SelectReply reply = remote.select(SELECT);
        assertThat(reply.nextBlock()).isNotNull();
        reply.close();

        assertThat(ingester.closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(ingester.blocksMade.get())
                .as("made for a reader that took one")
                .isLessThan(100);
    }

    @Test
    void aReplyThatBreaksOffSaysSoBehindWhatCame() {
        ingester.blockSizes = List.of(10);
        ingester.breakOffWith(new LodurException(ErrorCode.CORRUPT, "a block cannot be read"));

        try (SelectReply reply = remote.select(SELECT)) {
            assertThat(reply.nextBlock()).isNotNull();
            assertFails(ErrorCode.CORRUPT, "a block cannot be read", reply::nextBlock);
        }
    }

    @Test
    void aTailSaysWhatWasAskedAndBringsItsPartsUntilItsEnd() {
        DroppedRows dropped = new DroppedRows(Labels.of("app", "web"), -5, 7);

        try (TailReply reply = remote.tail(TAIL)) {
            ingester.tailParts.add(new TailPart(new byte[] {1, 2}, List.of()));
            ingester.tailParts.add(TailPart.ofDropped(List.of(dropped)));
            ingester.endTail();

            assertThat(next(reply).block()).containsExactly(1, 2);
            assertThat(next(reply).dropped()).containsExactly(dropped);
            assertThat(reply.next()).isNull();
        }
        assertThat(ingester.tails).containsExactly(TAIL);
    }

    @Test
    void aTailThatIsClosedEndsOnBothSidesAlsoForAReaderThatWaits() throws Exception {
        TailReply reply = remote.tail(TAIL);
        Future<Boolean> ended = executor.submit(() -> reply.next() == null);

        reply.close();

        assertThat(ended.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(ingester.closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void aTailWhoseIngesterDiesIsUnavailable() throws InterruptedException {
        TailReply reply = remote.tail(TAIL);

        server.shutdownNow().awaitTermination();

        assertThatThrownBy(reply::next)
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    private static TailPart next(TailReply reply) {
        return Objects.requireNonNull(reply.next());
    }

    @Test
    void aQuerierIsAskedForSomeSegments() {
        ingester.blockSizes = List.of(10, 20);
        RemoteQuerier querier = new RemoteQuerier(channels, "127.0.0.1:" + server.getPort(), PATIENCE, PATIENCE);
        List<CatalogEntry> segments = List.of(Slices.entry(1), Slices.entry(2));

        try (SelectReply reply = querier.select(SELECT, segments)) {
            assertThat(reply.nextBlock()).hasSize(10);
            assertThat(reply.nextBlock()).hasSize(20);
            assertThat(reply.nextBlock()).isNull();
        }

        assertThat(ingester.selects).containsExactly(SELECT);
        assertThat(asked)
                .extracting(CatalogEntry::key)
                .containsExactly(segments.get(0).key(), segments.get(1).key());
    }

    @Test
    void streamsComeWithTheirNumbers() {
        StreamSummary summary = new StreamSummary(Labels.of("app", "web"), 4, 400, 40);
        ingester.streams = new StreamsReply(ingester.announcements, List.of(summary));

        assertThat(remote.streams(new StreamsRequest(TENANT, "{}", TimeRange.ALL))
                        .streams())
                .containsExactly(summary);
    }

    @Test
    void patternsComeWithTheirCounts() {
        PatternsRequest request = new PatternsRequest(TENANT, "{app=\"web\"}", new TimeRange(-5, 1_000), 60);
        ingester.patterns = new PatternsReply(List.of(new StreamPatterns(
                Labels.of("app", "web"),
                List.of(new MinedPattern("ü <_>", "info", new int[] {7, 9}, new long[] {1, 1L << 40})))));

        PatternsReply reply = remote.patterns(request);

        assertThat(ingester.patternRequests).containsExactly(request);
        assertThat(reply).usingRecursiveComparison().isEqualTo(ingester.patterns);
    }

    @Test
    void streamsComeWithTheirSharesOfTheBucketsAskedFor() {
        Buckets buckets = new Buckets(new TimeRange(0, 50), 10);
        StreamSummary summary = new StreamSummary(
                Labels.of("app", "web"),
                4,
                400,
                0,
                List.of(new StreamSummary.Share(0, 1, 100), new StreamSummary.Share(3, 3, 300)));
        ingester.streams = new StreamsReply(ingester.announcements, List.of(summary));

        StreamsRequest request = new StreamsRequest(TENANT, "{}", buckets, DELETIONS);
        assertThat(remote.streams(request).streams()).containsExactly(summary);
        assertThat(ingester.streamsAsked).containsExactly(request);
    }

    @Test
    void aFlushIsDoneWhenItReturns() {
        remote.flush();

        assertThat(ingester.flushes).hasValue(1);
    }

    @Test
    void nobodyThereIsUnavailableAndNamesWhoWasAsked() throws InterruptedException {
        server.shutdownNow().awaitTermination();

        assertThatThrownBy(() -> target.push(new byte[1]))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
                .hasMessageContaining("ingester at 127.0.0.1:");
    }

    @Test
    void oneThatIsBackIsReachedWithTheNextCallAndNotAfterAPause() throws Exception {
        // given
        int port = server.getPort();
        RemoteQuerier querier = new RemoteQuerier(channels, "127.0.0.1:" + port, PATIENCE, PATIENCE);
        server.shutdownNow().awaitTermination();
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> querier.select(SELECT, List.of())).isInstanceOf(LodurException.class);
            assertThatThrownBy(() -> target.push(new byte[1])).isInstanceOf(LodurException.class);
            assertThatThrownBy(() -> remote.select(SELECT)).isInstanceOf(LodurException.class);
        }

        // when
        server = serve(port);

        // then
        target.push(new byte[] {9});
        remote.select(SELECT).close();
        querier.select(SELECT, List.of()).close();
        assertThat(ingester.batches).hasSize(1);
    }

    private static void assertFails(ErrorCode code, String text, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(LodurException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.text()).isEqualTo(text);
        });
    }
}

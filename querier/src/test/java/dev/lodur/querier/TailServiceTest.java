package dev.lodur.querier;

import static dev.lodur.querier.Bucket.Row.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.DroppedRows;
import dev.lodur.engine.TailRequest;
import dev.lodur.lokiapi.read.EncodingFlags;
import dev.lodur.lokiapi.read.Parameters;
import dev.lodur.lokiapi.read.QueryTags;
import dev.lodur.lokiapi.read.TailQuery;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.DeleteRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TailServiceTest {
    private static final String WEB = "{app=\"web\"}";
    private static final long SECOND = 1_000_000_000L;

    private final QuerierFixture fixture = new QuerierFixture();
    private final TailPlaces places = new TailPlaces();
    private final AtomicLong skippedNanos = new AtomicLong();
    private final TailService service = service();
    private final RecordingClient client = new RecordingClient();
    private final LiveIngester one = ingester("one");

    private TailService service() {
        fixture.bucket.clock.advanceSeconds(600);
        TenantLimits.Source limits = tenant -> TenantLimits.DEFAULTS;
        QueryRunner runner = new QueryRunner(new QueryPlaces(2, 10), limits, fixture.bucket.clock, nanos -> {});
        TailEnvironment environment = new TailEnvironment(
                limits,
                fixture.bucket.clock,
                () -> System.nanoTime() + skippedNanos.get(),
                fixture.blocking,
                Duration.ofHours(1),
                20_000,
                new TailMetrics(new SimpleMeterRegistry(), places));
        return new TailService(
                fixture.querier,
                runner,
                () -> new IngesterDirectory.View(fixture.members, List.of(), true, 0),
                environment,
                places);
    }

    private LiveIngester ingester(String name) {
        LiveIngester ingester = new LiveIngester(name);
        fixture.members.add(new IngesterDirectory.Member(name, ingester));
        return ingester;
    }

    @AfterEach
    void close() {
        service.close();
        RecordingClient.await(() -> service.openCount() == 0);
        fixture.close();
    }

    @Test
    void theHistoryComesFirstAndThenWhatArrives() {
        // given
        one.push(of("web", 3 * SECOND, "third"), of("web", SECOND, "first"), of("db", SECOND, "other"));
        one.push(of("web", 2 * SECOND, "second"));

        // when
        start(WEB, "");
        client.awaitLines("first", "second", "third");
        one.push(of("web", 9 * SECOND, "live"), of("db", 9 * SECOND, "not asked for"));

        // then
        client.awaitLines("first", "second", "third", "live");
        assertThat(one.asked).containsExactly(new TailRequest(Bucket.TENANT, WEB));
    }

    @Test
    void deletedLinesAreNeitherInTheHistoryNorLive() {
        // given
        one.push(of("web", SECOND, "secret stored"), of("web", 2 * SECOND, "kept"));
        delete("before", 0, 10 * SECOND);
        start(WEB, "");
        client.awaitLines("kept");

        // when
        delete("while it runs", 10 * SECOND, 20 * SECOND);
        one.push(of("web", 3 * SECOND, "secret late"), of("web", 11 * SECOND, "secret live"));
        one.push(of("web", 21 * SECOND, "secret of later"), of("web", 22 * SECOND, "last"));

        // then
        client.awaitLines("kept", "secret of later", "last");
    }

    private void delete(String id, long fromOffsetNanos, long toOffsetNanos) {
        DeleteRequest request = DeleteRequest.received(
                new DeleteRequest.Id(id, 0),
                WEB + " |= \"secret\"",
                Bucket.DAY_NANOS + fromOffsetNanos,
                Bucket.DAY_NANOS + toOffsetNanos,
                0);
        fixture.bucket.deleteLog.add(Bucket.TENANT, List.of(request));
        fixture.bucket.clock.advanceSeconds(6);
    }

    @Test
    void theHistoryIsTheNewestLinesSinceTheStart() {
        one.push(of("web", SECOND, "a"), of("web", 2 * SECOND, "b"), of("web", 3 * SECOND, "c"));

        start(WEB, "&limit=2");

        client.awaitLines("b", "c");
    }

    @Test
    void aLineOfSeveralReplicasIsSentOnce() {
        // given
        LiveIngester two = ingester("two");
        LiveIngester three = ingester("three");
        one.push(of("web", SECOND, "stored"));
        two.push(of("web", SECOND, "stored"));
        start(WEB, "");
        client.awaitLines("stored");

        // when
        for (LiveIngester replica : List.of(one, two, three)) {
            replica.push(of("web", 5 * SECOND, "live"));
        }
        two.push(of("web", 6 * SECOND, "last"));

        // then
        client.awaitLines("stored", "live", "last");
    }

    @Test
    void anIngesterThatJoinsIsFollowedWithWhatItTookBefore() {
        // given
        start(WEB, "");
        one.push(of("web", 590 * SECOND, "of the first"));
        client.awaitLines("of the first");

        // when
        LiveIngester joiner = new LiveIngester("joiner");
        joiner.push(of("web", 595 * SECOND, "before it is seen"));
        fixture.members.add(new IngesterDirectory.Member("joiner", joiner));
        RecordingClient.await(() -> joiner.tailCount() == 1);
        client.awaitLines("of the first", "before it is seen");
        joiner.push(of("web", 596 * SECOND, "live"));

        // then
        client.awaitLines("of the first", "before it is seen", "live");
    }

    @Test
    void anIngesterThatWasLostIsFollowedAgainWithWhatItTookMeanwhile() {
        // given
        start(WEB, "");
        one.push(of("web", 590 * SECOND, "before"));
        client.awaitLines("before");

        // when
        one.failure = new LodurException(ErrorCode.UNAVAILABLE, "away");
        one.cut();
        RecordingClient.await(() -> one.tailCount() == 0);
        one.push(of("web", 591 * SECOND, "meanwhile"));
        one.failure = null;

        // then
        client.awaitLines("before", "meanwhile");
        RecordingClient.await(() -> one.tailCount() == 1);
        one.push(of("web", 592 * SECOND, "after"));
        client.awaitLines("before", "meanwhile", "after");
    }

    @Test
    void whatAnIngesterTookInItsLastMomentsIsFoundWhereItIsStored() {
        // given
        LiveIngester two = ingester("two");
        start(WEB, "");
        one.push(of("web", 590 * SECOND, "before"));
        client.awaitLines("before");

        // when
        two.store(of("web", 591 * SECOND, "last"));
        fixture.members.removeIf(member -> member.name().equals("one"));
        one.cut();

        // then
        client.awaitLines("before", "last");
    }

    @Test
    void whatAnIngesterHoldsThatIsAwayAtTheBeginningComesWhenItIsBack() {
        // given
        LiveIngester two = ingester("two");
        one.failure = new LodurException(ErrorCode.UNAVAILABLE, "away");
        one.store(of("web", SECOND, "old, of the one"));
        two.push(of("web", 2 * SECOND, "of the other"));
        start(WEB, "");
        client.awaitLines("of the other");

        // when
        one.failure = null;

        // then
        client.awaitLines("of the other", "old, of the one");
    }

    @Test
    void oneIngesterThatDoesNotAnswerStopsNothing() {
        LiveIngester two = ingester("two");
        two.failure = new LodurException(ErrorCode.UNAVAILABLE, "away");
        one.push(of("web", SECOND, "stored"));

        start(WEB, "");

        client.awaitLines("stored");
    }

    @Test
    void aSlowClientMissesLinesAndIsToldWhich() {
        // given
        client.mayTake.drainPermits();
        start(WEB, "");
        RecordingClient.await(() -> one.tailCount() == 1);

        // when
        List<String> pushed = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            pushed.add("line " + i);
            one.push(of("web", i, "line " + i));
        }
        one.push(of("slow", 1, "not asked for"));
        one.drop(new DroppedRows(Labels.of("app", "web", "pod", "p"), 12345, 3));
        client.mayTake.release(1_000_000);
        RecordingClient.await(
                () -> client.droppedTimes().contains("12345") && client.lines().size() > 10);

        // then
        assertThat(client.lines()).hasSizeLessThan(200).doesNotHaveDuplicates();
        assertThat(pushed).containsAll(client.lines());
        assertThat(client.droppedTimes()).hasSizeGreaterThan(1);
    }

    @Test
    void aClientThatGoesFreesEverything() throws Exception {
        Tail tail = start(WEB, "");
        RecordingClient.await(() -> one.tailCount() == 1);
        assertThat(places.taken()).isEqualTo(1);

        tail.end(TailEnd.GONE);

        assertThat(client.awaitEnd()).isEqualTo(TailEnd.GONE);
        RecordingClient.await(() -> one.tailCount() == 0);
        assertThat(places.taken()).isZero();
        assertThat(service.openCount()).isZero();
    }

    @Test
    void aClientThatNeverComesFreesItsPlaceAndOneThatComesTooLateIsSentAway() throws Exception {
        Tail tail = open(WEB, "");

        tail.abandon();
        tail.start(client, fixture.blocking);

        assertThat(places.taken()).isZero();
        assertThat(client.awaitEnd()).isEqualTo(TailEnd.GONE);
    }

    @Test
    void aShutdownTellsClientsToGoElsewhere() throws Exception {
        start(WEB, "");

        service.close();

        assertThat(client.awaitEnd().code()).isEqualTo(1001);
        assertFails("the querier is stopping", WEB, "");
    }

    @Test
    void aTailEndsWhenItsTimeIsOverThoughItsClientTakesNothing() throws Exception {
        client.mayTake.drainPermits();
        start(WEB, "");
        RecordingClient.await(() -> one.tailCount() == 1);
        skippedNanos.addAndGet(Duration.ofHours(1).minusMillis(200).toNanos());
        one.push(of("web", SECOND, "a"));

        assertThat(client.awaitEnd()).isEqualTo(TailEnd.TOO_LONG);
        assertThat(TailEnd.TOO_LONG.code()).isEqualTo(1011);
    }

    @Test
    void aFailureIsToldAsTheEnd() throws Exception {
        fixture.bucket.faults.setAway(true);
        one.failure = new LodurException(ErrorCode.UNAVAILABLE, "away");

        start(WEB, "");

        assertThat(client.awaitEnd().code()).isEqualTo(1011);
        assertThat(client.awaitEnd().text()).contains("neither an ingester nor the bucket answers");
    }

    @Test
    void anIngesterThatRefusesTheQueryEndsTheTail() throws Exception {
        one.failure = new LodurException(ErrorCode.INVALID_REQUEST, "not this one");

        start(WEB, "");

        assertThat(client.awaitEnd()).isEqualTo(new TailEnd(1011, "not this one"));
    }

    @Test
    void tenantsHaveSoManyTailsEach() {
        for (int i = 0; i < 10; i++) {
            Tail _ = open(WEB, "");
        }

        assertFails("max concurrent tail requests limit exceeded, count > limit (11 > 10)", WEB, "");
        Asker other = new Asker(new Tenant("other"), QueryTags.NONE, action -> {});
        Tail _ = service.open(other, query(WEB, ""), TailFormat.LEGACY);
    }

    @Test
    void whatIsNoQueryForLinesIsRefused() {
        assertFails("only log selector is supported", "count_over_time({app=\"web\"}[1m])", "");
        assertFails("parse error", "{app=", "");
        assertFails("max entries limit", WEB, "&limit=5001");
        assertFails("delay_for can't be greater than 5", WEB, "&delay_for=6");
        assertFails("limit must be a positive value", WEB, "&limit=0");
        assertFails("query time range exceeds", WEB, "&start=1");
        assertThat(places.taken()).isZero();
    }

    private void assertFails(String text, String query, String parameters) {
        assertThatThrownBy(() -> open(query, parameters))
                .isInstanceOf(LodurException.class)
                .hasMessageContaining(text);
    }

    private Tail start(String query, String parameters) {
        Tail tail = open(query, parameters);
        tail.start(client, fixture.blocking);
        return tail;
    }

    private Tail open(String query, String parameters) {
        return service.open(QuerierFixture.ASKER, query(query, parameters), TailFormat.of(EncodingFlags.NONE));
    }

    private TailQuery query(String query, String parameters) {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        return TailQuery.parse(Parameters.ofQuery("query=" + encoded + parameters), fixture.bucket.clock);
    }
}

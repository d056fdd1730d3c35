package dev.lodur.querier;

import static dev.lodur.querier.Bucket.Row.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.Buckets;
import dev.lodur.engine.LogQueryResult;
import dev.lodur.engine.MetricPlan;
import dev.lodur.engine.QueryControl;
import dev.lodur.engine.StreamSelector;
import dev.lodur.engine.StreamSummary;
import dev.lodur.engine.metric.Steps;
import dev.lodur.logql.LogqlParser;
import dev.lodur.logql.SampleExpr;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.TimeRange;
import dev.lodur.store.CatalogEntry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuerierTest {
    private static final String ALL = "{app=~\".+\"}";

    private final QuerierFixture fixture = new QuerierFixture();
    private final Bucket bucket = fixture.bucket;
    private final TestIngester ingester = fixture.ingester("a");

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void linesOfHeadAndBucketAreOneAnswer() {
        ingester.add(of("web", 1, "flushed"));
        ingester.flush();
        ingester.add(of("web", 2, "in memory"));

        assertThat(fixture.lines(ALL)).containsExactly("flushed", "in memory");
        ingester.awaitRepliesClosed();
    }

    @Test
    void aFlushBetweenTheIngestersReplyAndTheCatalogNeitherHidesNorDoublesALine() {
        ingester.add(of("web", 1, "one"), of("web", 2, "two"));
        ingester.afterReply = ingester::flush;

        assertThat(fixture.lines(ALL)).containsExactly("one", "two");
        assertThat(streams()).extracting(StreamSummary::rows).containsExactly(2L);
    }

    @Test
    void aFlushRightAfterTheReplyIsNotCountedTwice() {
        ingester.add(of("web", 1, "one"), of("web", 2, "two"));
        ingester.afterReply = ingester::flush;

        assertThat(streams()).extracting(StreamSummary::rows).containsExactly(2L);
        ingester.add(of("web", 3, "three"));
        assertThat(fixture.count("sum(count_over_time(" + ALL + "[1d]))")).isEqualTo(3);
    }

    @Test
    void aFlushJustBeforeTheReplyIsFoundThoughTheCachedCatalogIsOlder() {
        ingester.add(of("web", 1, "first"));
        ingester.flush();
        assertThat(fixture.lines(ALL)).containsExactly("first");
        ingester.add(of("web", 2, "second"));
        ingester.beforeReply = ingester::flush;

        assertThat(fixture.lines(ALL)).containsExactly("first", "second");
        assertThat(streams()).extracting(StreamSummary::rows).containsExactly(2L);
        assertThat(fixture.count("sum(count_over_time(" + ALL + "[1d]))")).isEqualTo(2);
    }

    @Test
    void aSegmentThatIsGoneMakesTheQueryBeginAgainWithFreshCatalogs() {
        List<Bucket.Row> rows = List.of(of("web", 1, "one"), of("db", 2, "two"));
        CatalogEntry entry = bucket.upload(1, rows);
        bucket.commit(entry);
        assertThat(fixture.lines(ALL)).containsExactly("one", "two");

        bucket.compact(entry, rows);
        bucket.clock.advanceMillis(1);

        assertThat(fixture.lines(ALL)).containsExactly("one", "two");
        assertThat(fixture.count("sum(count_over_time(" + ALL + "[1d]))")).isEqualTo(2);
        assertThat(streams()).hasSize(2);
        ingester.awaitRepliesClosed();
    }

    @Test
    void aSegmentThatStaysGoneIsAnErrorAndNoSmallerAnswer() {
        CatalogEntry entry = bucket.upload(1, List.of(of("web", 1, "one")));
        bucket.commit(entry);
        bucket.store.delete(entry.key());

        assertThatThrownBy(() -> fixture.logs(ALL))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.GONE));
        ingester.awaitRepliesClosed();
    }

    @Test
    void anIngesterThatDoesNotAnswerIsOneWarningAndTheRestIsAnswered() {
        ingester.add(of("web", 1, "here"));
        TestIngester silent = fixture.ingester("b");
        silent.failure = new LodurException(ErrorCode.UNAVAILABLE, "the ingester is starting");

        Querier.Answer<?> answer = fixture.logs(ALL);

        assertThat(fixture.lines(ALL)).containsExactly("here");
        assertThat(answer.warnings())
                .containsExactly("ingester b did not answer, recent lines may be missing: the ingester is starting");
    }

    @Test
    void anIngesterThatFallsSilentInTheMiddleOfItsReplyIsAWarningAndTheRestIsAnswered() {
        ingester.add(of("web", 1, "here"));
        TestIngester lost = fixture.ingester("b").add(of("web", 2, "lost"));
        lost.brokenOff = new LodurException(ErrorCode.UNAVAILABLE, "connection reset");

        Querier.Answer<LogQueryResult> answer = fixture.logs(ALL);

        assertThat(QuerierFixture.lines(answer)).containsExactly("here");
        assertThat(answer.warnings())
                .containsExactly("ingester b did not answer, recent lines may be missing: connection reset");
    }

    @Test
    void whatAnIngesterHandedOverBeforeItsRestartIsFoundThoughItDoesNotAnnounceItAnyMore() {
        ingester.add(of("web", 1, "first"));
        assertThat(fixture.lines(ALL)).containsExactly("first");
        bucket.clock.advanceSeconds(1);
        ingester.flush();
        ingester.restart();

        assertThat(fixture.lines(ALL)).containsExactly("first");
    }

    @Test
    void whatAnIngesterHandedOverBeforeItLeftIsFoundThoughNobodyAnnouncesIt() {
        TestIngester leaving = fixture.ingester("b").add(of("web", 1, "first"));
        assertThat(fixture.lines(ALL)).containsExactly("first");
        bucket.clock.advanceSeconds(1);
        leaving.flush();
        fixture.members.removeLast();

        assertThat(fixture.lines(ALL)).containsExactly("first");
        bucket.clock.advanceSeconds(1);
        assertThat(fixture.count("sum(count_over_time(" + ALL + "[1d]))")).isEqualTo(1);
    }

    @Test
    void whatAnIngesterHandedOverThatCameAndLeftBetweenTwoQueriesIsFound() {
        ingester.add(of("web", 1, "first"));
        assertThat(fixture.lines(ALL)).containsExactly("first");
        bucket.clock.advanceSeconds(1);
        bucket.commit(bucket.upload(9, List.of(of("web", 2, "second"))));
        fixture.anotherView();

        assertThat(fixture.lines(ALL)).containsExactly("first", "second");
    }

    @Test
    void anIngesterThatIsGoneForGoodIsAWarningWhereItMayHoldRowsOfTheRange() {
        ingester.add(of("web", 1, "here"));
        long day = Bucket.DAY_NANOS;
        fixture.absent.add(new IngesterDirectory.Absent("b", new TimeRange(day + 10, day + 20)));
        fixture.absent.add(new IngesterDirectory.Absent("c", new TimeRange(day - 20, day)));

        Querier.Answer<LogQueryResult> answer = fixture.logs(ALL);

        assertThat(QuerierFixture.lines(answer)).containsExactly("here");
        assertThat(answer.warnings())
                .containsExactly("ingester b is gone, lines that it had not handed over may be missing");
    }

    @Test
    void whileTheBucketIsAwayTheIngestersAnswerWithAWarning() {
        bucket.commit(bucket.upload(9, List.of(of("web", 1, "stored"))));
        ingester.add(of("web", 2, "here"));
        bucket.faults.setAway(true);

        Querier.Answer<LogQueryResult> answer = fixture.logs(ALL);

        assertThat(QuerierFixture.lines(answer)).containsExactly("here");
        assertThat(answer.warnings())
                .containsExactly(
                        "the bucket does not answer, only lines that are not stored in it yet are here, and which of them"
                                + " were deleted is not known: the bucket is away");
        ingester.awaitRepliesClosed();
    }

    @Test
    void aBucketThatIsBackIsInTheNextAnswer() {
        bucket.commit(bucket.upload(9, List.of(of("web", 1, "stored"))));
        bucket.faults.setAway(true);
        assertThat(fixture.lines(ALL)).isEmpty();

        bucket.faults.setAway(false);

        assertThat(fixture.lines(ALL)).containsExactly("stored");
    }

    @Test
    void aNumberWithoutWhatIsStoredIsNoAnswer() {
        bucket.commit(bucket.upload(9, List.of(of("web", 1, "stored"))));
        ingester.add(of("web", 2, "here"));
        bucket.faults.setAway(true);

        assertThatThrownBy(() -> fixture.count("sum(count_over_time(" + ALL + "[1d]))"))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        ingester.awaitRepliesClosed();
    }

    @Test
    void withNeitherBucketNorIngestersThereIsNoAnswer() {
        ingester.failure = new LodurException(ErrorCode.UNAVAILABLE, "the ingester is starting");
        bucket.faults.setAway(true);

        assertThatThrownBy(() -> fixture.logs(ALL))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    @Test
    void ingestersThatAreNotKnownYetAreAWarning() {
        bucket.commit(bucket.upload(1, List.of(of("web", 1, "stored"))));
        fixture.known = false;

        Querier.Answer<LogQueryResult> answer = fixture.logs(ALL);

        assertThat(QuerierFixture.lines(answer)).contains("stored");
        assertThat(answer.warnings())
                .containsExactly(
                        "the ingesters are not known yet, since consul has not answered: recent lines may be missing");
    }

    @Test
    void aQueryOfSeveralPartsWarnsOnce() {
        ingester.failure = new LodurException(ErrorCode.UNAVAILABLE, "away");

        var plan = MetricPlan.compile((SampleExpr)
                LogqlParser.parseExecutable("count_over_time({app=\"a\"}[1m]) / count_over_time({app=\"b\"}[1m])"));
        var answer = fixture.querier.metric(
                List.of(Bucket.TENANT), plan, Steps.instant(Bucket.DAY_NANOS), fixture.control());

        assertThat(answer.warnings()).hasSize(1);
    }

    @Test
    void aCancelledQueryEndsBeforeItOpensASegment() {
        bucket.commit(bucket.upload(1, List.of(of("web", 1, "one"))));
        QueryControl control = fixture.control();
        control.cancel();

        assertThatThrownBy(() -> fixture.querier.streams(
                        List.of(Bucket.TENANT), StreamSelector.of(List.of()), Buckets.whole(Bucket.ALL_DAY), control))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
    }

    private List<StreamSummary> streams() {
        return fixture.querier
                .streams(
                        List.of(Bucket.TENANT),
                        StreamSelector.of(List.of()),
                        Buckets.whole(Bucket.ALL_DAY),
                        fixture.control())
                .result();
    }
}

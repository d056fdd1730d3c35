package dev.lodur.querier;

import static dev.lodur.querier.Bucket.Row.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lodur.engine.Buckets;
import dev.lodur.engine.Deletions;
import dev.lodur.engine.Direction;
import dev.lodur.engine.LogQuery;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.StreamSelector;
import dev.lodur.engine.StreamSummary;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.store.DeleteRequest;
import dev.lodur.store.RequestClass;
import dev.lodur.store.TenantDeletes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuerierDeletesTest {
    private static final String ALL = "{app=~\".+\"}";
    private static final DeleteRequest.Id ID = new DeleteRequest.Id("request", 0);

    private final QuerierFixture fixture = new QuerierFixture();
    private final Bucket bucket = fixture.bucket;
    private final TestIngester ingester = fixture.ingester("a");

    @AfterEach
    void close() {
        fixture.close();
    }

    private void storeFlushedAndInMemory() {
        ingester.add(of("web", 1, "secret flushed"), of("web", 2, "kept flushed"), of("db", 3, "secret of db"));
        ingester.flush();
        ingester.add(of("web", 11, "secret in memory"), of("web", 12, "kept in memory"));
    }

    /** Asks as another process does, and lets the time pass until queriers look. */
    private void delete(String query, long fromOffsetNanos, long toOffsetNanos) {
        DeleteRequest request = DeleteRequest.received(
                ID, query, Bucket.DAY_NANOS + fromOffsetNanos, Bucket.DAY_NANOS + toOffsetNanos, 0);
        bucket.deleteLog.add(Bucket.TENANT, List.of(request));
        letQueriersLook();
    }

    private void letQueriersLook() {
        bucket.clock.advanceSeconds(6);
    }

    @Test
    void aRequestOfAnotherProcessHidesLinesOfHeadAndBucketFromEveryQuery() {
        storeFlushedAndInMemory();
        assertThat(fixture.lines(ALL)).hasSize(5);

        delete("{app=\"web\"} |= \"secret\"", 0, 100);

        assertThat(fixture.lines(ALL)).containsExactly("kept flushed", "kept in memory", "secret of db");
        assertThat(fixture.count("sum(count_over_time(" + ALL + "[1d]))")).isEqualTo(3);
        assertThat(fixture.count("sum by (app) (count_over_time({app=\"web\"}[1d]))"))
                .isEqualTo(2);
        assertThat(rows()).isEqualTo(3);
    }

    @Test
    void aLimitCountsTheLinesThatAreLeft() {
        storeFlushedAndInMemory();
        delete("{app=\"web\"} |= \"secret\"", 0, 100);

        LogQuery newest = new LogQuery(
                LogQueryPlan.compile("{app=\"web\"} |= \"memory\""), Bucket.ALL_DAY, Direction.BACKWARD, 1, 0, false);

        assertThat(QuerierFixture.lines(fixture.querier.logs(List.of(Bucket.TENANT), newest, fixture.control())))
                .containsExactly("kept in memory");
    }

    @Test
    void theFirstAndTheLastNanosecondOfARequestBelongToIt() {
        storeFlushedAndInMemory();

        delete("{app=\"web\"}", 2, 11);

        assertThat(fixture.lines(ALL)).containsExactly("kept in memory", "secret flushed", "secret of db");
    }

    @Test
    void aStreamWhoseLinesAreAllDeletedIsNoStreamAnyMore() {
        storeFlushedAndInMemory();

        delete("{app=\"db\"}", 0, 100);

        assertThat(streams()).extracting(stream -> stream.labels().get("app")).containsExactly("web");
    }

    @Test
    void aRequestThatIsTakenBackHidesNothing() {
        storeFlushedAndInMemory();
        delete("{app=\"web\"}", 0, 100);
        assertThat(fixture.lines(ALL)).hasSize(1);

        bucket.deleteLog.cancel(Bucket.TENANT, Set.of(ID));
        letQueriersLook();

        assertThat(fixture.lines(ALL)).hasSize(5);
    }

    @Test
    void aProcessedRequestHidesNothingOnceNoOlderCatalogIsRead() {
        storeFlushedAndInMemory();
        delete("{app=\"web\"}", 0, 100);
        bucket.deleteLog.processed(Bucket.TENANT, Set.of(ID));

        letQueriersLook();
        assertThat(fixture.lines(ALL)).hasSize(1);

        bucket.clock.advanceSeconds((int) TenantDeletes.HIDDEN_AFTER_PROCESSED.toSeconds());
        assertThat(fixture.lines(ALL)).hasSize(5);
    }

    @Test
    void whereDeletionIsDisabledNothingIsHidden() {
        storeFlushedAndInMemory();
        fixture.deletingNothing.add(Bucket.TENANT);

        delete("{app=\"web\"}", 0, 100);

        assertThat(fixture.lines(ALL)).hasSize(5);
    }

    @Test
    void severalTenantsEachHaveTheirOwnRequests() {
        storeFlushedAndInMemory();
        delete("{app=\"web\"}", 0, 100);
        Tenant other = new Tenant("other");
        LogQuery query = new LogQuery(LogQueryPlan.compile(ALL), Bucket.ALL_DAY, Direction.FORWARD, 100, 0, false);

        List<String> lines =
                QuerierFixture.lines(fixture.querier.logs(List.of(Bucket.TENANT, other), query, fixture.control()));

        // The test ingester says the same to each tenant.
        assertThat(lines).filteredOn("kept in memory"::equals).hasSize(1);
        assertThat(lines).filteredOn("secret of db"::equals).hasSize(2);
    }

    @Test
    void whileTheBucketIsAwayTheRequestsKnownLastGoOnHiding() {
        storeFlushedAndInMemory();
        delete("{app=\"web\"} |= \"secret\"", 0, 100);
        assertThat(fixture.lines(ALL)).hasSize(3);

        bucket.faults.setAway(true);
        letQueriersLook();

        assertThat(fixture.lines(ALL)).contains("kept in memory").doesNotContain("secret in memory");
        bucket.clock.advanceSeconds(600);
        assertThat(fixture.lines(ALL)).contains("kept in memory").doesNotContain("secret in memory");
        assertThat(fixture.querier.deletions(Bucket.TENANT).isEmpty()).isFalse();
    }

    @Test
    void whereTheRequestsWereNeverKnownAnAnswerWithoutTheBucketSaysSoAndANumberIsRefused() {
        ingester.add(of("web", 11, "in memory"));
        bucket.faults.setAway(true);

        assertThat(fixture.logs(ALL).warnings())
                .singleElement()
                .asString()
                .contains("which of them were deleted is not known");
        assertThatExceptionOfType(LodurException.class)
                .isThrownBy(() -> fixture.count("sum(count_over_time(" + ALL + "[1d]))"))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(fixture.querier.deletions(Bucket.TENANT)).isSameAs(Deletions.NONE);
    }

    @Test
    void aTenantWithoutRequestsCostsOneRequestInFiveSeconds() {
        ingester.add(of("web", 11, "in memory"));
        fixture.lines(ALL);
        long before = bucket.store.requests(RequestClass.B);

        for (int second = 0; second < 30; second++) {
            bucket.clock.advanceSeconds(1);
            fixture.lines(ALL);
        }

        assertThat(bucket.store.requests(RequestClass.B) - before).isLessThanOrEqualTo(6);
    }

    private long rows() {
        return streams().stream().mapToLong(StreamSummary::rows).sum();
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

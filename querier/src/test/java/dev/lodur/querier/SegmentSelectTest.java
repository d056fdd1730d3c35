package dev.lodur.querier;

import static dev.lodur.querier.Bucket.Row.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.Announcements;
import dev.lodur.engine.Direction;
import dev.lodur.engine.LogQueryResult;
import dev.lodur.engine.Projection;
import dev.lodur.engine.SegmentQuery;
import dev.lodur.engine.SelectReply;
import dev.lodur.engine.SelectRequest;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.CatalogEntry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A query of which another querier reads a part. */
class SegmentSelectTest {
    private static final String ALL = "{app=~\".+\"}";

    private final QuerierFixture fixture = new QuerierFixture();
    private final Bucket bucket = fixture.bucket;
    private final AtomicInteger taken = new AtomicInteger();
    private final SegmentSelect other = new SegmentSelect(
            new SegmentCache(bucket.store, 1 << 20), fixture.blocking, 1, 8 << 20, taken::incrementAndGet);

    @AfterEach
    void close() {
        fixture.close();
    }

    private void commitThree() {
        for (int i = 1; i <= 3; i++) {
            bucket.commit(bucket.upload(i, List.of(of("web", i, "line " + i), of("db", 10 + i, "other " + i))));
        }
    }

    @Test
    void theAnswerIsTheSameWhoeverReadsWhat() {
        commitThree();
        List<String> alone = fixture.lines(ALL);
        double counted = fixture.count("sum(count_over_time(" + ALL + "[1d]))");

        fixture.others.add(other);

        assertThat(fixture.lines(ALL)).isEqualTo(alone).hasSize(6);
        assertThat(fixture.lines("{app=\"web\"} |= \"2\"")).containsExactly("line 2");
        assertThat(fixture.count("sum(count_over_time(" + ALL + "[1d]))")).isEqualTo(counted);
        assertThat(taken.get()).isEqualTo(fixture.given.get()).isGreaterThan(2);
    }

    @Test
    void whatNobodyTakesIsReadHereAndIsNoWarning() {
        commitThree();
        fixture.others.add((request, segments) -> {
            throw new LodurException(ErrorCode.UNAVAILABLE, "connection refused");
        });

        Querier.Answer<LogQueryResult> answer = fixture.logs(ALL);

        assertThat(QuerierFixture.lines(answer)).hasSize(6);
        assertThat(answer.warnings()).isEmpty();
        assertThat(fixture.given).hasValue(0);
    }

    @Test
    void aPartThatBreaksOffIsReadHereInASecondAttempt() {
        commitThree();
        fixture.others.add(breakingOff());

        assertThat(fixture.lines(ALL)).hasSize(6);
        assertThat(fixture.given).hasValue(1);
    }

    private SegmentQuery breakingOff() {
        return (request, segments) -> {
            SelectReply reply = other.select(request, segments);
            return new SelectReply() {
                @Override
                public Announcements announcements() {
                    return reply.announcements();
                }

                @Override
                public byte[] nextBlock() {
                    throw new LodurException(ErrorCode.UNAVAILABLE, "connection reset");
                }

                @Override
                public void close() {
                    reply.close();
                }
            };
        };
    }

    @Test
    void aSegmentThatIsGoneMakesTheQueryBeginAgain() {
        CatalogEntry first = bucket.upload(1, List.of(of("web", 1, "one")));
        bucket.commit(first);
        bucket.commit(bucket.upload(2, List.of(of("web", 2, "two"))));
        fixture.others.add(other);
        assertThat(fixture.lines(ALL)).hasSize(2);

        bucket.compact(first, List.of(of("web", 1, "one")));
        bucket.clock.advanceMillis(1);
        fixture.others.set(
                0, new SegmentSelect(new SegmentCache(bucket.store, 1 << 20), fixture.blocking, 1, 8 << 20, () -> {}));

        assertThat(fixture.lines(ALL)).containsExactly("one", "two");
    }

    @Test
    void nothingIsOpenedBeforeTheFirstBlockIsAskedFor() {
        CatalogEntry gone = bucket.upload(1, List.of(of("web", 1, "one")));
        bucket.store.delete(gone.key());
        SelectRequest request =
                new SelectRequest(Bucket.TENANT, ALL, Bucket.ALL_DAY, Direction.FORWARD, 0, Projection.LINES);

        try (SelectReply reply = other.select(request, List.of(gone))) {
            assertThat(reply.announcements().served()).isEmpty();
            assertThatThrownBy(reply::nextBlock)
                    .isInstanceOfSatisfying(
                            LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.GONE));
        }
    }
}

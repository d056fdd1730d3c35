package dev.lodur.compactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.compaction.CompactionPolicy;
import dev.lodur.compaction.TestBucket;
import dev.lodur.compaction.TestRows.Row;
import dev.lodur.compaction.retention.SegmentIndexes;
import dev.lodur.model.DeletionMode;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.Labels;
import dev.lodur.model.QueryLimits;
import dev.lodur.model.RetentionLimits;
import dev.lodur.model.TenantLimits;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.ConditionalCatalogObjects;
import dev.lodur.store.DeleteLog;
import dev.lodur.store.DeleteRequest;
import dev.lodur.store.DeleteRequest.State;
import dev.lodur.store.DeletesReader;
import dev.lodur.store.EveryRequest;
import dev.lodur.store.ObjectStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletingTest {
    private static final Duration CANCEL_PERIOD = Duration.ofHours(24);
    private static final Duration SETTLING = Duration.ofMinutes(4);
    private static final Labels APP = Labels.of("app", "a");
    private static final String QUERY = "{app=\"a\"} |= \"secret\"";

    @TempDir
    private Path folder;

    private long unflushedNanos = Long.MAX_VALUE;
    private DeletionMode mode = DeletionMode.FILTER_AND_DELETE;

    @Test
    void linesGoOnceTheirRequestCanNotBeTakenBackAndTheRequestIsProcessedOnceReadersHaveForgottenThem() {
        // given
        TestBucket bucket = bucket();
        DeleteLog log = log(bucket, bucket.store);
        request(log, bucket, 0, 1000);

        // when, then
        run(bucket, bucket.store);
        assertThat(bucket.rows()).hasSize(40);
        bucket.clock.advance(CANCEL_PERIOD);
        run(bucket, bucket.store);
        assertThat(bucket.rows()).hasSize(20).noneMatch(row -> row.line().contains("secret"));
        assertThat(state(log)).isEqualTo(new State.Progress(1));
        bucket.clock.advance(SETTLING);
        run(bucket, bucket.store);
        assertThat(state(log)).isInstanceOf(State.Processed.class);
    }

    @Test
    void aRequestWaitsForLinesThatALogMayStillHold() {
        // given
        TestBucket bucket = bucket();
        DeleteLog log = log(bucket, bucket.store);
        request(log, bucket, 0, 1000);
        bucket.clock.advance(CANCEL_PERIOD);
        unflushedNanos = 500;

        // when, then
        run(bucket, bucket.store);
        bucket.clock.advance(SETTLING);
        run(bucket, bucket.store);
        assertThat(state(log)).isEqualTo(new State.Progress(1));
        unflushedNanos = 1001;
        run(bucket, bucket.store);
        assertThat(state(log)).isInstanceOf(State.Processed.class);
    }

    @Test
    void whatIsStoredLaterIsRemovedTooWhileTheRequestWaits() {
        // given
        TestBucket bucket = bucket();
        DeleteLog log = log(bucket, bucket.store);
        request(log, bucket, 0, 1000);
        bucket.clock.advance(CANCEL_PERIOD);
        run(bucket, bucket.store);
        bucket.flush(List.of(new Row(APP, 7, "a late secret", Labels.EMPTY)));
        bucket.clock.advance(SETTLING);

        // when
        run(bucket, bucket.store);

        // then
        assertThat(bucket.rows()).hasSize(20);
        assertThat(state(log)).isEqualTo(new State.Progress(1));
    }

    @Test
    void segmentsWithoutSuchLinesAreNotWrittenAnew() {
        // given a request for another time and one for another stream
        TestBucket bucket = bucket();
        DeleteLog log = log(bucket, bucket.store);
        request(log, bucket, 2000, 3000);
        log.add(
                TestBucket.TENANT,
                List.of(DeleteRequest.received(
                        new DeleteRequest.Id("b", 0), "{app=\"b\"}", 0, 1000, bucket.clock.millis())));
        List<CatalogEntry> before = bucket.catalog().entries();
        bucket.clock.advance(CANCEL_PERIOD);

        // when
        run(bucket, bucket.store);

        // then
        assertThat(bucket.catalog().entries())
                .extracting(CatalogEntry::key)
                .isEqualTo(before.stream().map(CatalogEntry::key).toList());
        assertThat(log.pending(TestBucket.TENANT)).isEmpty();
    }

    @Test
    void linesThatAreOnlyToBeHiddenStay() {
        // given
        mode = DeletionMode.FILTER_ONLY;
        TestBucket bucket = bucket();
        DeleteLog log = log(bucket, bucket.store);
        request(log, bucket, 0, 1000);
        bucket.clock.advance(CANCEL_PERIOD);

        // when
        run(bucket, bucket.store);

        // then
        assertThat(bucket.rows()).hasSize(40);
        assertThat(state(log)).isEqualTo(State.RECEIVED);
    }

    @Test
    void whereverTheProcessDiesWhatIsVisibleStaysTheSame() {
        int deaths = EveryRequest.kill(this::dies);

        assertThat(deaths).isGreaterThan(20);
    }

    /** Carries a request out in a process that dies, and goes on with another. */
    private boolean dies(EveryRequest.Death death) {
        // given
        TestBucket bucket = bucket();
        DeleteLog log = log(bucket, bucket.store);
        request(log, bucket, 0, 1000);
        Set<Row> visible = visible(bucket, log);

        // when
        boolean died = death.strikes(
                bucket.store, () -> assertThat(visible(bucket, log)).isEqualTo(visible), seen -> {
                    bucket.clock.advance(CANCEL_PERIOD);
                    run(bucket, seen);
                    bucket.clock.advance(SETTLING);
                    run(bucket, seen);
                });

        // then
        assertThat(visible(bucket, log)).isEqualTo(visible);
        run(bucket, bucket.store);
        bucket.clock.advance(SETTLING);
        run(bucket, bucket.store);
        assertThat(visible(bucket, log)).isEqualTo(visible);
        assertThat(bucket.rows()).isEqualTo(visible);
        assertThat(state(log)).isInstanceOf(State.Processed.class);
        return died;
    }

    /** What queries show: all rows but those that a request hides which waits. */
    private static Set<Row> visible(TestBucket bucket, DeleteLog log) {
        boolean hidden = !log.pending(TestBucket.TENANT).isEmpty();
        return bucket.rows().stream()
                .filter(row -> !hidden || !row.line().contains("secret"))
                .collect(Collectors.toSet());
    }

    private TestBucket bucket() {
        TestBucket bucket = new TestBucket(folder);
        for (int segment = 0; segment < 2; segment++) {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String line = i % 2 == 0 ? "a secret " : "public ";
                rows.add(new Row(APP, 100L * segment + i, line + i, Labels.EMPTY));
            }
            bucket.flush(rows);
        }
        return bucket;
    }

    private static void request(DeleteLog log, TestBucket bucket, long startNanos, long endNanos) {
        DeleteRequest.Id id = new DeleteRequest.Id("a", 0);
        log.add(
                TestBucket.TENANT,
                List.of(DeleteRequest.received(id, QUERY, startNanos, endNanos, bucket.clock.millis())));
    }

    private static State state(DeleteLog log) {
        return log.read(TestBucket.TENANT).requests().getFirst().state();
    }

    private static DeleteLog log(TestBucket bucket, ObjectStore seen) {
        CatalogObjects objects = new ConditionalCatalogObjects(seen, TestBucket.NAMES);
        return new DeleteLog(
                objects,
                new DeletesReader(objects, bucket.clock, 10),
                bucket.clock,
                bucket.clock::advanceMillis,
                new Random(1));
    }

    /** One round of a new process. */
    private void run(TestBucket bucket, ObjectStore seen) {
        DeleteLog log = log(bucket, seen);
        TenantLimits limits = new TenantLimits(IngestLimits.DEFAULTS, QueryLimits.DEFAULTS, RetentionLimits.NONE, mode);
        Deleting deleting = new Deleting(
                new PendingDeletes(log, DeleteMetrics.NONE),
                log,
                bucket.rewriter(seen, 1 << 20),
                SegmentIndexes.in(seen),
                () -> unflushedNanos,
                tenant -> limits,
                new Deleting.Settings(CANCEL_PERIOD, SETTLING),
                bucket.clock,
                DeleteMetrics.NONE);
        var _ = deleting.run(new Round(
                List.of(bucket.catalogs(seen).read(TestBucket.TENANT, TestBucket.DAY)),
                CompactionPolicy.DEFAULT.withAgeMin(Duration.ZERO),
                0,
                () -> true));
    }
}

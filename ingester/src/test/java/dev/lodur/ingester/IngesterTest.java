package dev.lodur.ingester;

import static dev.lodur.ingester.World.APP;
import static dev.lodur.ingester.World.DAY_NANOS;
import static dev.lodur.ingester.World.OTHER;
import static dev.lodur.ingester.World.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lodur.engine.Buckets;
import dev.lodur.engine.Deletion;
import dev.lodur.engine.Deletions;
import dev.lodur.engine.StreamSummary;
import dev.lodur.engine.StreamsRequest;
import dev.lodur.model.BatchWriter;
import dev.lodur.model.Entry;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.IngestLimits;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.PackedLabels;
import dev.lodur.model.TimeRange;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngesterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ManualClock clock = new ManualClock();
    private final CrashingFileLayer files = new CrashingFileLayer(clock);
    private final AwayObjectStore bucket = new AwayObjectStore(new MemoryObjectStore(clock));
    private final World world = new World(files, bucket, clock);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aPushIsInTheNextAnswer() {
        // given
        Ingester ingester = world.start("a");

        // when
        push(ingester, 5, "hello");

        // then
        assertThat(World.served(ingester, TENANT)).containsExactly("hello");
        assertThat(World.served(ingester, OTHER)).isEmpty();
    }

    @Test
    void deletedRowsAreInNoAnswerBeforeAndAfterTheFlush() {
        // given
        Ingester ingester = world.start("a");
        push(ingester, 3, "secret");
        push(ingester, 4, "kept");
        push(ingester, 5, "secret of later");
        Deletion deletion =
                new Deletion("{app=\"web\"} |= \"secret\"", new TimeRange(world.time(0, 0), world.time(0, 5)));

        // when / then
        assertThat(withoutDeleted(ingester, deletion)).containsExactly("kept", "secret of later");
        assertThat(rowsWithoutDeleted(ingester, deletion)).isEqualTo(2);
        bucket.setAway(true);
        ingester.flush();
        assertThat(withoutDeleted(ingester, deletion)).containsExactly("kept", "secret of later");
        assertThat(rowsWithoutDeleted(ingester, deletion)).isEqualTo(2);
    }

    private static List<String> withoutDeleted(Ingester ingester, Deletion deletion) {
        return World.served(ingester, World.request(TENANT).without(Deletions.of(List.of(deletion))));
    }

    private static long rowsWithoutDeleted(Ingester ingester, Deletion deletion) {
        StreamsRequest request = new StreamsRequest(TENANT, "{}", Buckets.whole(TimeRange.ALL), List.of(deletion));
        return ingester.query().streams(request).streams().stream()
                .mapToLong(StreamSummary::rows)
                .sum();
    }

    @Test
    void rowsOutOfOrderAndOfEqualTimesComeBackInTheOrderOfTimeAndArrivalBeforeAndAfterTheFlush() {
        // given
        Ingester ingester = world.start("a");
        push(ingester, 5, "first at five");
        push(ingester, 3, "three");
        push(ingester, 5, "second at five");
        List<String> expected = List.of("three", "first at five", "second at five");

        // when
        List<String> inHead = World.served(ingester, TENANT);
        bucket.setAway(true);
        ingester.flush();
        List<String> inSpool = World.served(ingester, TENANT);
        bucket.setAway(false);
        boolean uploaded = ingester.flushAndUpload(PATIENCE);

        // then
        assertThat(inHead).isEqualTo(expected);
        assertThat(inSpool).isEqualTo(expected);
        assertThat(uploaded).isTrue();
        assertThat(World.served(ingester, TENANT)).isEmpty();
        assertThat(world.lines(ingester, TENANT)).isEqualTo(expected);
    }

    @Test
    void aFlushMakesOneObjectPerTenantAndDayWhateverTheNumberOfStreams() {
        // given
        Ingester ingester = world.start("a");
        for (int i = 0; i < 50; i++) {
            Labels stream = Labels.of("app", "web", "n", "" + i);
            Entry[] entries = {new Entry(world.time(0, i), "today " + i), new Entry(world.time(-1, i), "yesterday " + i)
            };
            ingester.push(World.batch(TENANT, stream, entries));
            ingester.push(World.batch(OTHER, stream, entries[0]));
        }

        // when
        ingester.flushAndUpload(PATIENCE);

        // then
        assertThat(world.segments(TENANT, -2, 0)).isEqualTo(2);
        assertThat(world.segments(OTHER, -2, 0)).isEqualTo(1);
        assertThat(world.lines(ingester, TENANT)).hasSize(100).doesNotHaveDuplicates();
        assertThat(world.lines(ingester, OTHER)).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void aGenerationIsCutWhenItsOldestArrivalIsOldTheFirstOneEarlier() {
        // given
        Ingester ingester = world.start("a");
        Duration age = World.POLICY.maxAge();
        Duration first = Duration.ofNanos((long) (age.toNanos() * (0.5 + World.POLICY.phase() / 2)));
        bucket.setAway(true);
        clock.advance(Duration.ofDays(1));

        // when / then
        push(ingester, 1, "first");
        assertThat(slicesAfter(ingester, first.minusSeconds(1))).isZero();
        assertThat(slicesAfter(ingester, Duration.ofSeconds(1))).isEqualTo(1);
        push(ingester, 2, "second");
        assertThat(slicesAfter(ingester, age.minusSeconds(1))).isEqualTo(1);
        assertThat(slicesAfter(ingester, Duration.ofSeconds(1))).isEqualTo(2);
    }

    private int slicesAfter(Ingester ingester, Duration duration) {
        clock.advance(duration);
        ingester.checkFlush();
        return ingester.slices().served().size();
    }

    @Test
    void theAgeIsTheIdlePeriodCappedByTheChunkAgeAndPhasesOfNeighboursDiffer() {
        // given
        Duration idle = Duration.ofMinutes(30);

        // when
        FlushPolicy capped = FlushPolicy.of("ingester-0", idle, Duration.ofMinutes(10), 1 << 20);
        FlushPolicy idling = FlushPolicy.of("ingester-1", idle, Duration.ofHours(2), 1 << 20);

        // then
        assertThat(capped.maxAge()).isEqualTo(Duration.ofMinutes(10));
        assertThat(idling.maxAge()).isEqualTo(idle);
        assertThat(Math.abs(capped.phase() - idling.phase())).isGreaterThan(0.1);
    }

    @Test
    void aGenerationIsCutWhenItIsLarge() {
        // given
        world.policy = new FlushPolicy(Duration.ofHours(1), Duration.ofHours(1), 100_000, 1 << 20, 0);
        Ingester ingester = world.start("a");

        // when
        push(ingester, 1, "x".repeat(60_000));
        long small = ingester.spoolBytes() + ingester.headBytes();
        push(ingester, 2, "y".repeat(60_000));

        // then
        assertThat(small).isGreaterThan(60_000);
        assertThat(ingester.headBytes()).isLessThan(1_000);
        assertThat(world.lines(ingester, TENANT)).hasSize(2);
    }

    @Test
    void aPushThatFindsTheHeadFullHasItFlushed() {
        // given
        world.policy = new FlushPolicy(Duration.ofHours(1), Duration.ofHours(1), 1 << 20, 100_000, 0);
        Ingester ingester = world.start("a");

        // when
        push(ingester, 1, "x".repeat(60_000));
        push(ingester, 2, "y".repeat(60_000));

        // then
        assertThat(ingester.headBytes()).isBetween(60_000L, 100_000L + 30_000);
        assertThat(world.lines(ingester, TENANT)).hasSize(2);
    }

    @Test
    void aPushThatFlushingCannotMakeRoomForIsTurnedAwayWithTheReason() {
        // given
        world.policy = new FlushPolicy(Duration.ofHours(1), Duration.ofHours(1), 1 << 20, 100_000, 0);
        Ingester ingester = world.start("a");
        push(ingester, 1, "x".repeat(60_000));
        files.capacityBytes(0);

        // when / then
        assertThatThrownBy(() -> push(ingester, 2, "y".repeat(60_000)))
                .isInstanceOfSatisfying(LodurException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                    assertThat(e.text()).contains("of 100000 bytes", "send again later");
                });
        files.capacityBytes(Long.MAX_VALUE);
        push(ingester, 3, "z".repeat(60_000));
        assertThat(world.lines(ingester, TENANT)).hasSize(2);
    }

    @Test
    void streamsOverTheLimitAreRefusedWhileTheRestIsStored() {
        // given
        int streamsMax = IngestLimits.DEFAULTS.maxGlobalStreamsPerUser();
        Ingester ingester = world.start("a");
        BatchWriter writer = new BatchWriter(TENANT, 1024);
        for (int i = 0; i <= streamsMax; i++) {
            writer.beginStream(PackedLabels.encode(Labels.of("app", "n" + i)));
            writer.addEntry(new Entry(i, "line " + i));
            writer.endStream();
        }

        // when / then
        assertThatThrownBy(() -> ingester.push(writer.toByteArray()))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RATE_LIMITED));
        assertThat(World.served(ingester, TENANT)).hasSize(streamsMax);
    }

    @Test
    void entriesOfMoreDaysThanMayBeOpenAreRefusedWhileTheRestIsStored() {
        // given
        Ingester ingester = world.start("a");
        Entry[] entries = new Entry[40];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new Entry(i * DAY_NANOS, "day " + i);
        }

        // when / then
        assertThatThrownBy(() -> ingester.push(World.batch(TENANT, APP, entries)))
                .isInstanceOfSatisfying(
                        LodurException.class, e -> assertThat(e.text()).contains("32 different days"));
        assertThat(World.served(ingester, TENANT)).hasSize(32);
    }

    @Test
    void aBucketThatIsAwayCostsDiskAndNothingElse() {
        // given
        Ingester ingester = world.start("a");
        bucket.setAway(true);

        // when
        for (int i = 0; i < 10; i++) {
            push(ingester, i, "line " + i);
            assertThat(ingester.flushAndUpload(Duration.ofMillis(500))).isFalse();
            assertThat(World.served(ingester, TENANT)).hasSize(i + 1);
        }
        long headBytes = ingester.headBytes();
        ingester.close();
        Ingester restarted = world.start("a");
        push(restarted, 10, "line 10");
        List<String> whileAway = World.served(restarted, TENANT);
        bucket.setAway(false);
        clock.advance(Duration.ofMinutes(5));
        boolean uploaded = restarted.flushAndUpload(Duration.ofMinutes(5));

        // then
        assertThat(headBytes).isZero();
        assertThat(whileAway).hasSize(11).doesNotHaveDuplicates();
        assertThat(uploaded).isTrue();
        assertThat(restarted.spoolBytes()).isZero();
        assertThat(world.segments(TENANT, -2, 0)).isEqualTo(11);
        assertThat(world.lines(restarted, TENANT)).hasSize(11).doesNotHaveDuplicates();
    }

    @Test
    void aRestartWhileTheBucketIsAwayStoresWhatWasInTheLogOnce() {
        // given
        Ingester dead = world.start("a");
        push(dead, 1, "uploaded");
        dead.flushAndUpload(PATIENCE);
        bucket.setAway(true);
        push(dead, 2, "in the spool");
        dead.flush();
        push(dead, 3, "in the log");

        // when
        try (World next = new World(files.afterPowerLoss(), bucket, clock)) {
            clock.advanceSeconds(10);
            Ingester ingester = next.start("a");
            List<String> whileAway = World.served(ingester, TENANT);
            bucket.setAway(false);
            clock.advance(Duration.ofMinutes(5));
            ingester.flushAndUpload(Duration.ofMinutes(5));

            // then
            assertThat(whileAway).containsExactlyInAnyOrder("in the spool", "in the log");
            assertThat(next.segments(TENANT, 0, 0)).isEqualTo(3);
            assertThat(next.lines(ingester, TENANT))
                    .containsExactlyInAnyOrder("uploaded", "in the spool", "in the log");
        }
    }

    @Test
    void whatADeadInstanceLeftIsAdoptedOnce() throws Exception {
        // given
        bucket.setAway(true);
        Ingester dead = world.start("b");
        push(dead, 1, "in its spool");
        dead.flush();
        push(dead, 2, "in its log");
        CrashingFileLayer left = files.afterProcessDeath();

        // when
        try (World next = new World(left, bucket, clock)) {
            Ingester ingester = next.start("a");
            List<String> adopted = World.served(ingester, TENANT);
            bucket.setAway(false);
            clock.advance(Duration.ofMinutes(5));
            ingester.flushAndUpload(Duration.ofMinutes(5));
            ingester.close();
            Ingester restarted = next.start("a");

            // then
            assertThat(adopted).containsExactlyInAnyOrder("in its spool", "in its log");
            assertThat(left.exists(World.VOLUME.resolve("b"))).isFalse();
            assertThat(next.lines(restarted, TENANT)).containsExactlyInAnyOrder("in its spool", "in its log");
            assertThat(next.segments(TENANT, 0, 0)).isEqualTo(2);
        }
    }

    @Test
    void aLogLargerThanTheMemoryIsReplayedThroughTheSpool() {
        // given
        Ingester dead = world.start("a");
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            push(dead, i, i + " " + Long.toHexString(random.nextLong()).repeat(2_000));
        }
        long walBytes = dead.walBytes();

        // when
        try (World next = new World(files.afterProcessDeath(), bucket, clock)) {
            next.policy = new FlushPolicy(Duration.ofHours(1), Duration.ofHours(1), 200_000, 400_000, 0);
            Ingester ingester = next.start("a");

            // then
            assertThat(walBytes).isGreaterThan(1_000_000);
            assertThat(ingester.headBytes()).isLessThan(400_000);
            assertThat(next.lines(ingester, TENANT)).hasSize(40).doesNotHaveDuplicates();
            ingester.flushAndUpload(PATIENCE);
            assertThat(ingester.spoolBytes()).isZero();
            assertThat(next.lines(ingester, TENANT)).hasSize(40).doesNotHaveDuplicates();
        }
    }

    @Test
    void aClosedIngesterTakesNothingAndGivesItsFolderBack() {
        // given
        Ingester ingester = world.start("a");
        push(ingester, 1, "kept");

        // when
        ingester.close();
        ingester.close();

        // then
        assertThatThrownBy(() -> push(ingester, 2, "late")).hasMessageContaining("shutting down");
        Ingester restarted = world.start("a");
        assertThat(restarted.headBytes()).isZero();
        assertThat(world.lines(restarted, TENANT)).containsExactly("kept");
    }

    @Test
    void tenThousandQuietStreamsCostLittleAndAreOneObject() {
        // given
        world.limits = Unlimited.STREAMS;
        Ingester ingester = world.start("a");
        int streams = 10_000;
        long usedBefore = usedBytes();

        // when
        for (int round = 0; round < 3; round++) {
            BatchWriter writer = new BatchWriter(TENANT, 1 << 20);
            for (int i = 0; i < streams; i++) {
                writer.beginStream(PackedLabels.encode(Labels.of("app", "web", "pod", "pod-" + i)));
                writer.addEntry(new Entry(
                        world.time(0, round), "a line of some eighty bytes, as quiet streams have them " + i));
                writer.endStream();
            }
            ingester.push(writer.toByteArray());
        }
        // The log's bytes are on the heap too, as the files are in memory here.
        long used = usedBytes() - usedBefore - ingester.walBytes();
        long counted = ingester.headBytes();
        ingester.flushAndUpload(PATIENCE);

        // then
        System.out.printf("per stream: %d bytes used, %d counted%n", used / streams, counted / streams);
        assertThat(counted).isBetween(used / 2, used * 2);
        assertThat(counted / streams).isLessThan(3_000);
        assertThat(world.segments(TENANT, 0, 0)).isEqualTo(1);
        assertThat(ingester.headBytes()).isZero();
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void push(Ingester ingester, long nanos, String line) {
        ingester.push(World.batch(TENANT, APP, new Entry(world.time(0, nanos), line)));
    }
}

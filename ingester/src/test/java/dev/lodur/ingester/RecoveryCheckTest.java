package dev.lodur.ingester;

import static dev.lodur.ingester.World.APP;
import static dev.lodur.ingester.World.OTHER;
import static dev.lodur.ingester.World.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Entry;
import dev.lodur.model.Tenant;
import dev.lodur.store.FolderObjectStore;
import dev.lodur.store.MemoryObjectStore;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.EveryOperation;
import dev.lodur.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A folder that came back from a copy, with the bucket away while its log is replayed. */
class RecoveryCheckTest {
    private static final Path BUCKET = Path.of("/bucket");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ManualClock clock = new ManualClock();
    private final AwayObjectStore bucket = new AwayObjectStore(new MemoryObjectStore(clock));
    private final CrashingFileLayer files = new CrashingFileLayer(clock);
    private final World world = new World(files, bucket, clock);

    @AfterEach
    void close() {
        world.close();
    }

    /** The disk as it is now, all of which is in the bucket when this returns. */
    private CrashingFileLayer copyOfWhatIsCommitted(String instance) {
        CrashingFileLayer copy = files.afterPowerLoss();
        try (World other = new World(files.afterPowerLoss(), bucket, clock)) {
            assertThat(other.start(instance).flushAndUpload(PATIENCE)).isTrue();
        }
        clock.advanceSeconds(10);
        return copy;
    }

    @Test
    void rowsThatACatalogHasAlreadyAreNotCommittedAgainWhenTheBucketIsBack() {
        // given
        Ingester dead = world.start("a");
        push(world, dead, TENANT, 1, "committed");
        push(world, dead, OTHER, 1, "committed of another");
        CrashingFileLayer copy = copyOfWhatIsCommitted("a");
        bucket.setAway(true);

        try (World next = new World(copy, bucket, clock)) {
            // when
            Ingester ingester = next.start("a");
            push(next, ingester, TENANT, 2, "new");
            boolean whileAway = ingester.flushAndUpload(Duration.ofSeconds(3));
            List<String> served = World.served(ingester, TENANT);
            bucket.setAway(false);
            boolean uploaded = ingester.flushAndUpload(PATIENCE);

            // then
            assertThat(whileAway).isFalse();
            assertThat(served).containsExactlyInAnyOrder("committed", "new");
            assertThat(uploaded).isTrue();
            assertThat(ingester.spoolBytes()).isZero();
            assertThat(next.lines(ingester, TENANT)).containsExactlyInAnyOrder("committed", "new");
            assertThat(next.lines(ingester, OTHER)).containsExactly("committed of another");
            assertThat(next.segments(TENANT, 0, 0)).isEqualTo(2);
            assertThat(next.segments(OTHER, 0, 0)).isEqualTo(1);
        }
    }

    @Test
    void ofALogThatIsCommittedInPartTheRestIsCommitted() {
        // given
        Ingester dead = world.start("a");
        push(world, dead, TENANT, 1, "first");
        CrashingFileLayer copy = copyOfWhatIsCommitted("a");
        bucket.setAway(true);
        try (World between = new World(copy, bucket, clock)) {
            push(between, between.start("a"), TENANT, 2, "second");
        }
        clock.advanceSeconds(10);

        try (World next = new World(copy.afterPowerLoss(), bucket, clock)) {
            // when
            Ingester ingester = next.start("a");
            List<String> served = World.served(ingester, TENANT);
            bucket.setAway(false);
            ingester.checkFlush();
            boolean uploaded = ingester.flushAndUpload(PATIENCE);

            // then
            assertThat(served).containsExactlyInAnyOrder("first", "second");
            assertThat(uploaded).isTrue();
            assertThat(next.lines(ingester, TENANT)).containsExactlyInAnyOrder("first", "second");
        }
    }

    @Test
    void theBucketMayStayAwayOverManyRestartsAndGoAwayDuringTheCheck() {
        // given
        Ingester dead = world.start("a");
        push(world, dead, TENANT, 1, "committed");
        CrashingFileLayer disk = copyOfWhatIsCommitted("a");
        bucket.setAway(true);

        // when
        for (int restart = 0; restart < 3; restart++) {
            clock.advanceSeconds(10);
            try (World next = new World(disk, bucket, clock)) {
                Ingester ingester = next.start("a");
                push(next, ingester, TENANT, 10 + restart, "line " + restart);
                ingester.flush();
                push(next, ingester, TENANT, 20 + restart, "log " + restart);
                ingester.checkFlush();
                assertThat(World.served(ingester, TENANT))
                        .hasSize(3 + 2 * restart)
                        .doesNotHaveDuplicates();
            }
            disk = disk.afterPowerLoss();
        }

        // then
        for (int requests = 0; requests < 12; requests++) {
            clock.advanceSeconds(10);
            disk = disk.afterPowerLoss();
            try (World next = new World(disk, bucket, clock)) {
                Ingester ingester = next.start("a");
                bucket.setAwayAfter(requests);
                ingester.checkFlush();
                bucket.setAway(false);
                assertThat(next.lines(ingester, TENANT)).hasSizeGreaterThanOrEqualTo(7);
                assertThat(new HashSet<>(next.lines(ingester, TENANT))).hasSize(7);
                bucket.setAway(true);
            }
        }
        bucket.setAway(false);
        try (World next = new World(disk.afterPowerLoss(), bucket, clock)) {
            Ingester ingester = next.start("a");
            assertThat(ingester.flushAndUpload(PATIENCE)).isTrue();
            assertThat(next.lines(ingester, TENANT)).hasSize(7).doesNotHaveDuplicates();
            assertThat(ingester.spoolBytes()).isZero();
        }
    }

    @Test
    void whatADeadInstanceLeftIsCheckedTooBeforeItsFolderGoes() throws IOException {
        // given
        Ingester dead = world.start("b");
        push(world, dead, TENANT, 1, "committed");
        CrashingFileLayer copy = copyOfWhatIsCommitted("b");
        bucket.setAway(true);

        try (World next = new World(copy, bucket, clock)) {
            // when
            Ingester ingester = next.start("a");
            List<String> served = World.served(ingester, TENANT);
            boolean keptWhileAway = copy.exists(World.VOLUME.resolve("b"));
            bucket.setAway(false);
            boolean uploaded = ingester.flushAndUpload(PATIENCE);

            // then
            assertThat(served).containsExactly("committed");
            assertThat(keptWhileAway).isTrue();
            assertThat(uploaded).isTrue();
            assertThat(copy.exists(World.VOLUME.resolve("b"))).isFalse();
            assertThat(next.lines(ingester, TENANT)).containsExactly("committed");
            assertThat(next.segments(TENANT, 0, 0)).isEqualTo(1);
        }
    }

    @Test
    void anIngesterThatIsNotCheckedYetDoesNotCutAtEachLook() {
        // given
        Ingester dead = world.start("a");
        push(world, dead, TENANT, 1, "in the log");
        bucket.setAway(true);

        try (World next = new World(files.afterProcessDeath(), bucket, clock)) {
            Ingester ingester = next.start("a");
            push(next, ingester, TENANT, 2, "new");

            // when
            ingester.checkFlush();

            // then
            assertThat(ingester.headBytes()).isPositive();
        }
    }

    @Test
    void aCrashAtAnyOperationNeitherLosesNorDoublesALine() {
        // given
        EveryOperation<List<String>> everyOperation =
                new EveryOperation<List<String>>(ArrayList::new, RecoveryCheckTest::run, RecoveryCheckTest::check);

        // when
        long operations = everyOperation.crash();

        // then
        assertThat(operations).isGreaterThan(100);
    }

    /** Dies with rows in the log, starts with the bucket away, dies again, and has it come back. */
    private static void run(CrashingFileLayer disk, List<String> acknowledged) throws IOException {
        AwayObjectStore bucket = new AwayObjectStore(FolderObjectStore.open(disk, BUCKET));
        try (World world = new World(IngesterCrashTest.withoutLocks(disk), bucket, new ManualClock())) {
            push(world, world.start("a"), acknowledged, "line 1");
            bucket.setAway(true);
            Ingester second = world.start("a");
            push(world, second, acknowledged, "line 2");
            second.flush();
            push(world, second, acknowledged, "line 3");
        }
        try (World world = new World(disk, bucket, new ManualClock())) {
            Ingester third = world.start("a");
            push(world, third, acknowledged, "line 4");
            bucket.setAway(false);
            third.checkFlush();
            third.flushAndUpload(PATIENCE);
        }
    }

    private static void push(World world, Ingester ingester, List<String> acknowledged, String line) {
        push(world, ingester, TENANT, acknowledged.size(), line);
        acknowledged.add(line);
    }

    private static void check(CrashingFileLayer disk, List<String> acknowledged) throws IOException {
        try (World world = new World(disk, FolderObjectStore.open(disk, BUCKET), new ManualClock())) {
            Ingester ingester = world.start("a");
            List<String> lines = world.lines(ingester, TENANT);
            assertThat(lines).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(ingester.flushAndUpload(PATIENCE)).isTrue();
            assertThat(world.lines(ingester, TENANT)).containsExactlyInAnyOrderElementsOf(lines);
            assertThat(ingester.spoolBytes()).isZero();
        }
    }

    private static void push(World world, Ingester ingester, Tenant tenant, long nanos, String line) {
        ingester.push(World.batch(tenant, APP, new Entry(world.time(0, nanos), line)));
    }
}

package dev.lodur.ingester;

import static dev.lodur.ingester.World.APP;
import static dev.lodur.ingester.World.OTHER;
import static dev.lodur.ingester.World.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lodur.model.Entry;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.model.file.FileLayer;
import dev.lodur.store.FolderObjectStore;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.EveryOperation;
import dev.lodur.testkit.ManualClock;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Kills an ingester with its bucket at every operation, and fails every operation once. */
class IngesterCrashTest {
    private static final Path BUCKET = Path.of("/bucket");
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** What was pushed, and what of it was acknowledged. */
    private static final class Notes {
        private final List<Pushed> acknowledged = new ArrayList<>();
        private final List<Pushed> doubtful = new ArrayList<>();

        void push(World world, Ingester ingester, Tenant tenant, String line, int... days) {
            List<Entry> entries = new ArrayList<>();
            List<Pushed> pushed = new ArrayList<>();
            for (int day : days) {
                String text = line + " of day " + day;
                entries.add(new Entry(world.time(day, 1), text, Labels.of("n", line)));
                pushed.add(new Pushed(tenant, text));
            }
            doubtful.addAll(pushed);
            ingester.push(World.batch(tenant, APP, entries.toArray(new Entry[0])));
            doubtful.removeAll(pushed);
            acknowledged.addAll(pushed);
        }
    }

    private record Pushed(Tenant tenant, String line) {}

    @Test
    void aCrashAtAnyOperationNeitherLosesNorDoublesALine() {
        // given
        EveryOperation<Notes> everyOperation =
                new EveryOperation<>(Notes::new, IngesterCrashTest::run, IngesterCrashTest::check);

        // when
        long operations = everyOperation.crash();

        // then
        assertThat(operations).isGreaterThan(100);
    }

    @Test
    void aFailureOfAnyOperationNeitherLosesNorDoublesALine() {
        // given
        EveryOperation<Notes> everyOperation =
                new EveryOperation<>(Notes::new, IngesterCrashTest::runOnThroughFailures, IngesterCrashTest::check);

        // when
        long operations = everyOperation.failOnce();

        // then
        assertThat(operations).isGreaterThan(100);
    }

    @Test
    void aCrashAtAnyOperationOfAnAdoptionNeitherLosesNorDoublesALine() {
        // given
        EveryOperation<Notes> everyOperation =
                new EveryOperation<>(Notes::new, IngesterCrashTest::runAdoption, IngesterCrashTest::check);

        // when
        long operations = everyOperation.crash();

        // then
        assertThat(operations).isGreaterThan(100);
    }

    private static World world(CrashingFileLayer files) throws IOException {
        return new World(files, FolderObjectStore.open(files, BUCKET), new ManualClock());
    }

    private static void run(CrashingFileLayer files, Notes notes) throws IOException {
        try (World world = world(files)) {
            Ingester ingester = world.start("a");
            notes.push(world, ingester, TENANT, "first", -1, 0);
            notes.push(world, ingester, OTHER, "first", 0);
            ingester.flush();
            notes.push(world, ingester, TENANT, "second", -1, 0);
            notes.push(world, ingester, OTHER, "second", -1, 0);
            ingester.flushAndUpload(PATIENCE);
            notes.push(world, ingester, TENANT, "third", 0);
            assertComplete(world, ingester, notes);
        }
    }

    /** As {@link #run}, but each step is tried whatever became of the one before. */
    private static void runOnThroughFailures(CrashingFileLayer files, Notes notes) throws IOException {
        try (World world = world(files)) {
            Ingester ingester = startTwice(world);
            attempt(() -> notes.push(world, ingester, TENANT, "first", -1, 0));
            attempt(() -> notes.push(world, ingester, OTHER, "first", 0));
            attempt(ingester::flush);
            attempt(() -> notes.push(world, ingester, TENANT, "second", -1, 0));
            attempt(() -> notes.push(world, ingester, OTHER, "second", -1, 0));
            attempt(() -> ingester.flushAndUpload(PATIENCE));
            attempt(() -> notes.push(world, ingester, TENANT, "third", 0));
            assertComplete(world, ingester, notes);
            int before = notes.acknowledged.size();
            attempt(() -> notes.push(world, ingester, TENANT, "fourth", 0));
            attempt(() -> notes.push(world, ingester, TENANT, "fifth", 0));
            assertThat(notes.acknowledged).as("later pushes work").hasSizeGreaterThan(before);
            attempt(ingester::checkFlush);
            attempt(() -> ingester.flushAndUpload(PATIENCE));
            assertComplete(world, ingester, notes);
            attempt(ingester::close);
        }
    }

    private static void runAdoption(CrashingFileLayer files, Notes notes) throws IOException {
        FolderObjectStore bucket = FolderObjectStore.open(files, BUCKET);
        try (World world = new World(withoutLocks(files), bucket, new ManualClock())) {
            Ingester dead = world.start("b");
            notes.push(world, dead, TENANT, "first", -1, 0);
            dead.flush();
            notes.push(world, dead, TENANT, "second", -1, 0);
            notes.push(world, dead, OTHER, "second", 0);
        }
        try (World world = new World(files, bucket, new ManualClock())) {
            Ingester ingester = world.start("a");
            assertComplete(world, ingester, notes);
            assertThat(exists(files, World.VOLUME.resolve("b"))).isFalse();
        }
    }

    private static boolean exists(CrashingFileLayer files, Path path) {
        try {
            return files.exists(path);
        } catch (IOException e) {
            return false;
        }
    }

    /** The files as a process sees them whose locks end with it, while its layer lives on. */
    static FileLayer withoutLocks(CrashingFileLayer files) {
        return (FileLayer) Proxy.newProxyInstance(
                FileLayer.class.getClassLoader(), new Class<?>[] {FileLayer.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(files, arguments);
                        if (method.getName().equals("tryLock") && result instanceof Closeable lock) {
                            lock.close();
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Ingester startTwice(World world) {
        try {
            return world.start("a");
        } catch (LodurException e) {
            return world.start("a");
        }
    }

    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (LodurException e) {
            assertThat(e.text()).as("a clear error").isNotBlank();
        }
    }

    private static void check(CrashingFileLayer files, Notes notes) throws IOException {
        try (World world = world(files)) {
            Ingester ingester = world.start("a");
            assertComplete(world, ingester, notes);
            Notes later = new Notes();
            later.acknowledged.addAll(notes.acknowledged);
            later.doubtful.addAll(notes.doubtful);
            later.push(world, ingester, TENANT, "after", 0);
            assertThat(ingester.flushAndUpload(PATIENCE)).isTrue();
            assertComplete(world, ingester, later);
            ingester.close();
            Ingester restarted = world.start("a");
            assertThat(restarted.spoolBytes()).isZero();
            assertComplete(world, restarted, later);
            restarted.close();
        }
    }

    private static void assertComplete(World world, Ingester ingester, Notes notes) {
        for (Tenant tenant : List.of(TENANT, OTHER)) {
            List<String> lines = world.lines(ingester, tenant);
            Set<String> distinct = new HashSet<>(lines);
            assertThat(lines).as("no line of %s is doubled", tenant).hasSameSizeAs(distinct);
            assertThat(distinct).as("all lines of %s", tenant).containsAll(of(tenant, notes.acknowledged));
            distinct.removeAll(of(tenant, notes.acknowledged));
            distinct.removeAll(of(tenant, notes.doubtful));
            assertThat(distinct).isEmpty();
        }
    }

    private static List<String> of(Tenant tenant, List<Pushed> pushed) {
        return pushed.stream()
                .filter(line -> line.tenant().equals(tenant))
                .map(Pushed::line)
                .toList();
    }
}

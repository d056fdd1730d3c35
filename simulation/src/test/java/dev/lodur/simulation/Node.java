package dev.lodur.simulation;

import dev.lodur.engine.IngesterQuery;
import dev.lodur.http.Threads;
import dev.lodur.ingester.FlushPolicy;
import dev.lodur.ingester.Ingester;
import dev.lodur.ingester.IngesterEnvironment;
import dev.lodur.ingester.IngesterMetrics;
import dev.lodur.ingester.IngesterRole;
import dev.lodur.ingester.IngesterSettings;
import dev.lodur.ingester.Patterns;
import dev.lodur.ingester.cluster.SimulatedMembership;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.TenantLimits;
import dev.lodur.model.file.FileLayer;
import dev.lodur.ring.Member;
import dev.lodur.ring.consul.RingMembership;
import dev.lodur.ring.consul.RingSettings;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ObjectStore;
import dev.lodur.testkit.CrashingFileLayer;
import dev.lodur.testkit.InlineExecutor;
import dev.lodur.wal.WalOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One volume, and the ingester that runs on it, now and then. */
final class Node {
    private static final Path VOLUME = Path.of("/volume");
    private static final Duration FLUSH_AGE = Duration.ofMinutes(5);
    private static final Duration FLUSH_AGE_MAX = Duration.ofMinutes(30);
    private static final long HEAD_BYTES_MAX = 64L << 20;
    private static final int TOKENS = 8;
    /** The uploader's pause between two looks: a loop of this simulation turns once and is turned again by a step. */
    private static final long POLL_MILLIS = 1_000;

    private final World world;
    private final Clock clock;
    private final Set<Weather.Cut> cuts = EnumSet.noneOf(Weather.Cut.class);
    private String instance;
    private CrashingFileLayer disk;
    private @Nullable Running running;
    private boolean dying;

    /** A process. */
    private record Running(
            IngesterRole ingester,
            SimulatedMembership membership,
            InlineExecutor executor,
            ManualScheduler scheduler) {}

    Node(World world, String instance, Clock clock) {
        this.world = world;
        this.instance = instance;
        this.clock = clock;
        this.disk = new CrashingFileLayer(clock);
    }

    String instance() {
        return instance;
    }

    boolean isRunning() {
        return running != null;
    }

    Set<Weather.Cut> cuts() {
        return cuts;
    }

    /** A further instance takes the volume over. */
    void rename(String newInstance) {
        instance = newInstance;
    }

    void start() {
        FileLayer files = world.ports().ingesterFiles().apply(disk);
        InlineExecutor executor = new InlineExecutor();
        ManualScheduler scheduler = new ManualScheduler();
        Threads threads = new Threads(executor, scheduler.asExecutor());
        AtomicReference<@Nullable IngesterRole> role = new AtomicReference<>();
        boolean[] failed = new boolean[1];
        try {
            RingMembership own = ownKey(files, role, () -> failed[0] = true);
            SimulatedMembership membership =
                    new SimulatedMembership(own, world.ring(world.consul(this)), world.nanoClock(), threads);
            own.step();
            IngesterEnvironment environment = environment(files, membership, threads);
            IngesterRole ingester =
                    new IngesterRole(() -> Ingester.start(settings(), environment), executor, () -> failed[0] = true);
            role.set(ingester);
            membership.join(ingester);
            running = new Running(ingester, membership, executor, scheduler);
            if (failed[0]) {
                throw new LodurException(ErrorCode.INTERNAL, "its ingester cannot start, or meets another of its name");
            }
        } catch (LodurException e) {
            running = null;
            requireCrashed("ingester " + instance + " does not start", e);
        }
        buryIfDead();
    }

    private RingMembership ownKey(FileLayer files, AtomicReference<@Nullable IngesterRole> role, Runnable onConflict) {
        return new RingMembership(
                world.consul(this),
                ring(),
                files,
                clock,
                world.nanoClock(),
                new Random(world.random().nextLong()),
                () -> {
                    IngesterRole ingester = role.get();
                    return ingester == null ? 0 : ingester.oldestUnflushedNanos();
                },
                onConflict);
    }

    private RingSettings ring() {
        return new RingSettings(
                World.RING_PREFIX,
                instance,
                instance + ":9095",
                instance + ":3100",
                "",
                TOKENS,
                VOLUME.resolve(instance).resolve("ring.json"),
                RingSettings.SESSION_TIME_TO_LIVE,
                RingSettings.CONFLICT_PATIENCE);
    }

    private IngesterSettings settings() {
        return new IngesterSettings(
                instance,
                VOLUME,
                WalOptions.defaults().withCutRollBytesMin(1),
                FlushPolicy.of(instance, FLUSH_AGE, FLUSH_AGE_MAX, HEAD_BYTES_MAX),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofSeconds(2),
                world.replicationFactor());
    }

    private IngesterEnvironment environment(FileLayer files, SimulatedMembership membership, Threads threads) {
        ObjectStore store = world.bucket(this);
        CatalogObjects objects = world.ports().ingesterCatalogs().apply(world.catalogs(store));
        Random random = new Random(world.random().nextLong());
        return new IngesterEnvironment(
                files,
                store,
                new CatalogStore(objects, clock, this::sleep, random),
                World.NAMES,
                tenant -> TenantLimits.DEFAULTS,
                () -> Math.max(1, world.ring().view().writableCount()),
                membership.adopted(),
                clock,
                world.nanoClock(),
                random,
                this::sleep,
                threads.blocking(),
                threads.scheduler(),
                IngesterMetrics.NONE,
                Patterns.NONE);
    }

    private void sleep(long millis) throws InterruptedException {
        if (millis == POLL_MILLIS) {
            throw new InterruptedException();
        }
        world.clock().advanceMillis(millis);
    }

    /** What a process does again and again. */
    void step() {
        Running process = running;
        if (process != null) {
            process.scheduler().runAll();
            process.executor().turnLoops();
            buryIfDead();
        }
    }

    void push(byte[] batch) {
        required().ingester().push(batch);
    }

    IngesterQuery query() {
        return required().ingester();
    }

    private Running required() {
        Running process = running;
        if (process == null) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "connection refused");
        }
        return process;
    }

    void flush() {
        Running process = running;
        if (process != null) {
            try {
                process.ingester().flush();
            } catch (LodurException e) {
                requireCrashed("ingester " + instance + " does not flush", e);
            }
            buryIfDead();
        }
    }

    /** SIGTERM. */
    void stop() {
        Running process = running;
        if (process == null) {
            return;
        }
        try {
            process.membership().beginLeaving();
            process.ingester().stop();
            process.membership().leave(process.ingester());
        } catch (CompletionException e) {
            requireCrashed("ingester " + instance + " does not stop", e);
        }
        end();
    }

    private void end() {
        if (world.random().nextBoolean()) {
            kill();
        } else {
            losePower();
        }
    }

    /** Has the process die in the middle of one of the next things that it does with its disk. */
    void crashSoon() {
        if (running != null) {
            disk.failAtOperation(disk.operations() + 1 + world.random().nextInt(40));
        }
    }

    /** Has the process die while it waits: nothing that it still wants to do happens. */
    void dieWaiting() {
        dying = true;
        disk.failAtOperation(disk.operations() + 1);
    }

    void requireAlive() {
        if (dying) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "ingester " + instance + " is dead");
        }
    }

    void kill() {
        running = null;
        dying = false;
        disk = disk.afterProcessDeath();
    }

    void losePower() {
        running = null;
        dying = false;
        disk = disk.afterPowerLoss(world.random().nextLong());
    }

    /** A process whose disk has failed it is gone. */
    void buryIfDead() {
        if (dying || disk.crashed()) {
            end();
        }
    }

    /** A disk on which nothing fails any more. */
    void repair() {
        disk.failAtOperation(Long.MAX_VALUE);
        cuts.clear();
    }

    /** Whether a slice of that name is in a spool of this volume. */
    boolean hasSpooled(String slice) {
        try {
            for (Path folder : disk.list(VOLUME)) {
                Path spool = folder.resolve("spool");
                if (disk.isDirectory(spool)
                        && disk.list(spool).stream()
                                .anyMatch(file -> file.toString().endsWith("-" + slice + ".parquet"))) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireCrashed(String what, RuntimeException e) {
        if (!dying && !disk.crashed()) {
            throw new Violation(what, e);
        }
    }

    boolean is(Member member) {
        return running != null && member.address().equals(instance + ":9095");
    }
}

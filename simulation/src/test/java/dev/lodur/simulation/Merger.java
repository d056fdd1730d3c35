package dev.lodur.simulation;

import dev.lodur.compactor.CompactorLock;
import dev.lodur.compactor.SimulatedMerging;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.store.CatalogObjects;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ObjectStore;
import java.time.Clock;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A compactor that merges. It may die at any request, and a new process takes its place; and it may go on believing that it
 * leads when another one does.
 */
final class Merger implements CompactorLock {
    private static final int PAUSED_ONE_IN = 12;
    private static final int LAST_REQUEST_MAX = 60;

    private final World world;
    private final Mergers all;
    private final Clock clock;
    private SimulatedMerging process;
    private boolean believing;
    private boolean dead;
    private int requestsLeft = Integer.MAX_VALUE;

    Merger(World world, Mergers all, Clock clock) {
        this.world = world;
        this.all = all;
        this.clock = clock;
        this.process = newProcess();
    }

    private SimulatedMerging newProcess() {
        ObjectStore store = world.ports()
                .compactorStore()
                .apply(Intercepted.of(ObjectStore.class, world.bucketItself(), this::request));
        CatalogObjects objects = world.ports().compactorCatalogs().apply(world.catalogs(store));
        CatalogStore catalogs = new CatalogStore(
                objects, clock, this::sleep, new Random(world.random().nextLong()));
        return new SimulatedMerging(
                store,
                World.NAMES,
                catalogs,
                objects,
                this,
                clock,
                world.nanoClock(),
                new SplittableRandom(world.random().nextLong()));
    }

    private Object request(Intercepted.Call call) throws Throwable {
        world.pause(this, PAUSED_ONE_IN);
        requireAlive();
        if (--requestsLeft == 0) {
            dead = true;
            if (world.random().nextBoolean()) {
                Object _ = call.proceed();
            }
        }
        requireAlive();
        return call.method().equals("delete")
                ? world.remove(call)
                : world.weather().request(Weather.Outage.BUCKET, call);
    }

    private void requireAlive() {
        if (dead) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "the compactor is dead");
        }
    }

    private void sleep(long millis) {
        if (!dead) {
            world.clock().advanceMillis(millis);
        }
    }

    /** Works as long as it believes that it leads, or until it dies. */
    void round(boolean eager) {
        try {
            process.round(eager);
        } catch (LodurException e) {
            if (!dead && e.code().action() != ErrorCode.Action.RETRY_LATER) {
                throw new Violation("a compactor's round fails", e);
            }
        }
        if (dead) {
            dead = false;
            requestsLeft = Integer.MAX_VALUE;
            believing = false;
            process = newProcess();
        }
    }

    /** Has the process die at one of its next requests, which happens or does not. */
    void dieSoon() {
        requestsLeft = 1 + world.random().nextInt(LAST_REQUEST_MAX);
    }

    /** Has the process die while it waits. */
    void dieWaiting() {
        dead = true;
    }

    /** It is told that it leads. */
    void lead() {
        believing = true;
    }

    @Override
    public boolean isLeading() {
        return believing;
    }

    @Override
    public String leader() {
        return "";
    }

    @Override
    public boolean confirm() {
        believing = all.isLeader(this);
        return believing;
    }
}

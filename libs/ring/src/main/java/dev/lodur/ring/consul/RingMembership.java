package dev.lodur.ring.consul;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.file.FileLayer;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * An ingester's place in the ring: one key that a session of this process holds.
 *
 * <p>{@link #step} is called every few seconds; it renews the session and mends the key, whatever has become of them. An
 * agent that is away changes nothing for the process: it goes on serving, and comes back into the ring with the agent.
 * Thread-safe; calls block.
 */
public final class RingMembership {
    private static final System.Logger LOGGER = System.getLogger(RingMembership.class.getName());

    /** A newer time of the oldest entry is told only when it has moved by so much: each write wakes all who follow. */
    private static final long UNFLUSHED_STEP_NANOS = Duration.ofMinutes(1).toNanos();

    private final Consul consul;
    private final RingSettings settings;
    private final FileLayer files;
    private final Clock clock;
    private final LongSupplier nanoClock;
    private final LongSupplier oldestUnflushedNanos;
    private final Runnable onConflict;
    /** Sessions that were this member's: who holds the key by one of them is no other. */
    private final Set<String> earlierSessions = new HashSet<>();

    private InstanceFile remembered;
    private MemberState state = new MemberState.Joining();
    private String session = "";
    private long conflictSinceNanos;
    private boolean inConflict;
    private boolean left;
    private boolean away;
    private boolean shown;

    /**
     * @param oldestUnflushedNanos the time of the oldest entry that is not in the bucket
     * @param onConflict told when another process goes on holding the id: this one must not run
     */
    public RingMembership(
            Consul consul,
            RingSettings settings,
            FileLayer files,
            Clock clock,
            LongSupplier nanoClock,
            RandomGenerator random,
            LongSupplier oldestUnflushedNanos,
            Runnable onConflict) {
        this.consul = consul;
        this.settings = settings;
        this.files = files;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.oldestUnflushedNanos = oldestUnflushedNanos;
        this.onConflict = onConflict;
        this.remembered = InstanceFile.open(files, settings.file(), settings.tokens(), clock.millis(), random);
        this.earlierSessions.add(remembered.session());
    }

    /** Takes part in writes from the next step on. */
    public synchronized void activate() {
        if (state instanceof MemberState.Joining joining) {
            state = joining.activate();
        }
    }

    /** Takes part in no writes from the next step on. */
    public synchronized void beginLeaving() {
        if (state instanceof MemberState.Active active) {
            state = active.leave();
        }
    }

    public synchronized MemberState state() {
        return state;
    }

    /** Renews the session and mends the key; failures are told in the log, once for each time that the agent is away. */
    public synchronized void step() {
        if (left) {
            return;
        }
        try {
            shown = false;
            ensureSession();
            shown = ensureKey();
            if (away) {
                LOGGER.log(System.Logger.Level.INFO, "consul answers again");
            }
            away = false;
        } catch (LodurException | IOException e) {
            if (!away) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "the ring in consul is out of reach, serving goes on: " + e.getMessage());
            }
            away = true;
        }
    }

    private void ensureSession() throws IOException {
        if (session.isEmpty() || !consul.renewSession(session)) {
            earlierSessions.add(session);
            session = consul.createSession("lodur ingester " + settings.instance(), settings.sessionTimeToLive());
            remembered = remembered.withSession(session);
            remembered.write(files, settings.file());
        }
    }

    /** Whether the key is there and this process's, as of the last step: others know of this member. */
    public synchronized boolean isShown() {
        return shown;
    }

    private boolean ensureKey() {
        Optional<Consul.Entry> entry =
                consul.get(settings.key(), 0, Duration.ZERO).value();
        String holder = entry.map(Consul.Entry::session).orElse("");
        if (holder.equals(session) && !isStale(entry.orElseThrow())) {
            return true;
        }
        if (!holder.isEmpty() && !holder.equals(session)) {
            if (!earlierSessions.contains(holder)) {
                conflict(holder);
                return false;
            }
            consul.destroySession(holder);
        }
        boolean acquired = consul.acquire(settings.key(), MemberFormat.write(self()), session);
        inConflict &= !acquired;
        return acquired;
    }

    private boolean isStale(Consul.Entry entry) {
        Member written = MemberFormat.read(settings.instance(), entry.value(), true);
        long told = written.facts().oldestUnflushedNanos();
        long now = oldestUnflushedNanos.getAsLong();
        return !written.state().equals(state)
                || !written.address().equals(settings.address())
                || now < told
                || now - told >= UNFLUSHED_STEP_NANOS;
    }

    private Member self() {
        return new Member(
                settings.instance(),
                settings.address(),
                settings.zone(),
                state,
                remembered.tokens(),
                new Member.Facts(
                        settings.httpAddress(),
                        remembered.registeredMillis(),
                        clock.millis(),
                        oldestUnflushedNanos.getAsLong()));
    }

    private void conflict(String holder) {
        long nowNanos = nanoClock.getAsLong();
        if (!inConflict) {
            inConflict = true;
            conflictSinceNanos = nowNanos;
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "consul's session " + holder + " holds the key of ingester '" + settings.instance()
                            + "': waiting for it to end");
        } else if (nowNanos - conflictSinceNanos >= settings.conflictPatience().toNanos()) {
            LOGGER.log(
                    System.Logger.Level.ERROR,
                    "another process runs as ingester '" + settings.instance()
                            + "' and its session in consul lives: give each its own ingester.lifecycler.id and volume");
            onConflict.run();
        }
    }

    /**
     * Leaves the ring, as far as consul answers.
     *
     * @param nothingLeft whether log and spool are empty; otherwise the key stays without session, so that readers know
     *     that rows are missing until the instance is back
     */
    public synchronized void leave(boolean nothingLeft) {
        if (left || session.isEmpty()) {
            left = true;
            return;
        }
        left = true;
        try {
            consul.get(settings.key(), 0, Duration.ZERO)
                    .value()
                    .filter(entry -> entry.session().equals(session))
                    .ifPresent(entry -> letGo(entry, nothingLeft));
            consul.destroySession(session);
        } catch (LodurException e) {
            if (e.code() == ErrorCode.CANCELLED) {
                throw e;
            }
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "left without a word to the ring, which notices when the session ends: " + e.text());
        }
    }

    private void letGo(Consul.Entry entry, boolean nothingLeft) {
        if (nothingLeft) {
            consul.deleteIf(entry.key(), entry.modifyIndex());
        } else {
            consul.acquire(entry.key(), MemberFormat.write(self()), session);
        }
    }
}

package dev.lodur.distributor;

import dev.lodur.model.BatchReader;
import dev.lodur.model.BatchWriter;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.ring.Member;
import dev.lodur.ring.RingView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One batch on its way to the replicas of its streams.
 *
 * <p>Each stream goes to the first ingesters of its walk around the ring; all streams of an ingester travel in one push.
 * A push that fails, or takes longer than the configured time, makes its streams go to the next ingester of their walk,
 * and the slow one still counts when it answers. A stream is done with a quorum; or, unless a quorum is required
 * strictly, with at least one ingester where no other is left to ask, and those that are silent have had as much time
 * again: what does not answer is not healthy, whatever the ring says. An ingester's refusal (4xx) is final for its
 * streams: another would refuse as well. What is still under way when the caller returns goes on in the background.
 */
final class QuorumWrite {
    private final Tenant tenant;
    private final byte[] batch;
    private final RingView view;
    private final Replicator replicator;
    private final ReplicationConfig config;
    private final LinkedBlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final List<Attempt> underWay = new ArrayList<>();
    private final Stream[] streams;
    private int undone;
    private @Nullable LodurException lastFailure;
    private @Nullable LodurException refusal;

    /** One push to one ingester. */
    private static final class Attempt {
        private final Member member;
        private final BitSet streams;
        private final long startedNanos;
        private boolean extended;
        /** Found to be silent: time tells nothing more of it. */
        private boolean silent;

        Attempt(Member member, BitSet streams, long startedNanos) {
            this.member = member;
            this.streams = streams;
            this.startedNanos = startedNanos;
        }
    }

    private record Outcome(Attempt attempt, @Nullable LodurException failure) {}

    /** What is known of one stream. */
    private static final class Stream {
        private final List<Member> candidates;
        private final int goal;
        private int asked;
        private int stored;
        private int pending;
        private boolean refused;
        private boolean done;

        Stream(List<Member> candidates, int goal) {
            this.candidates = candidates;
            this.goal = goal;
        }
    }

    QuorumWrite(Tenant tenant, byte[] batch, int[] ringTokens, RingView view, Replicator replicator) {
        this.tenant = tenant;
        this.batch = batch;
        this.view = view;
        this.replicator = replicator;
        this.config = replicator.config();
        this.streams = new Stream[ringTokens.length];
        for (int i = 0; i < streams.length; i++) {
            List<Member> candidates =
                    view.candidates(ringTokens[i], view.members().size());
            streams[i] = new Stream(candidates, goal(candidates.size()));
        }
    }

    /** How many ingesters must store a stream; fewer than a quorum where fewer are there and that suffices. */
    private int goal(int candidates) {
        int least = config.writeQuorum() ? config.quorum() : 1;
        if (candidates < least) {
            throw tooFew(least, candidates);
        }
        return Math.min(config.quorum(), candidates);
    }

    void run() {
        undone = streams.length;
        long startedNanos = replicator.nanoTime();
        int replicas = Math.max(1, Math.min(config.replicationFactor(), view.writableCount()));
        if (replicas < config.replicationFactor()) {
            replicator.metrics().underReplicated(tenant, streams.length);
        }
        ask(all(), replicas);
        while (undone > 0) {
            Outcome outcome = await(startedNanos);
            if (outcome != null) {
                take(outcome);
            }
            extendSlow();
            settleSilent();
            if (undone > 0
                    && replicator.nanoTime() - startedNanos > config.timeout().toNanos()) {
                throw timedOut();
            }
        }
    }

    private BitSet all() {
        BitSet all = new BitSet(streams.length);
        all.set(0, streams.length);
        return all;
    }

    /** Sends streams to the next {@code count} ingesters of each one's walk. */
    private void ask(BitSet which, int count) {
        Map<Member, BitSet> byMember = new LinkedHashMap<>();
        for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1)) {
            Stream stream = streams[i];
            for (int k = 0; k < count && stream.asked < stream.candidates.size(); k++) {
                Member member = stream.candidates.get(stream.asked++);
                stream.pending++;
                byMember.computeIfAbsent(member, m -> new BitSet()).set(i);
            }
        }
        byMember.forEach((member, chosen) -> start(new Attempt(member, chosen, replicator.nanoTime())));
    }

    private void start(Attempt attempt) {
        underWay.add(attempt);
        byte[] bytes = attempt.streams.cardinality() == streams.length ? batch : only(attempt.streams);
        try {
            replicator.executor().execute(() -> push(attempt, bytes));
        } catch (RejectedExecutionException e) {
            outcomes.add(new Outcome(
                    attempt, new LodurException(ErrorCode.UNAVAILABLE, "this distributor is shutting down", e)));
        }
    }

    private byte[] only(BitSet chosen) {
        BatchWriter writer = new BatchWriter(tenant, batch.length);
        BatchReader reader = new BatchReader(batch);
        for (int i = 0; reader.nextStream(); i++) {
            if (chosen.get(i)) {
                writer.addStream(reader);
            }
        }
        return writer.toByteArray();
    }

    private void push(Attempt attempt, byte[] bytes) {
        LodurException failure = new LodurException(ErrorCode.INTERNAL, attempt.member.id() + " failed unexpectedly");
        try {
            replicator.target(attempt.member).push(bytes);
            failure = null;
        } catch (LodurException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = new LodurException(ErrorCode.INTERNAL, attempt.member.id() + " failed: " + e, e);
        } finally {
            replicator.metrics().ingesterAppend(attempt.member.id(), failure != null);
            outcomes.add(new Outcome(attempt, failure));
        }
    }

    /** The next outcome, or null when it is time to look at slow pushes or at the clock. */
    private @Nullable Outcome await(long startedNanos) {
        long now = replicator.nanoTime();
        long wait = startedNanos + config.timeout().toNanos() - now + 1;
        for (Attempt attempt : underWay) {
            long ageNanos = now - attempt.startedNanos;
            if (!attempt.extended) {
                wait = Math.min(wait, config.extendAfter().toNanos() - ageNanos);
            } else if (!attempt.silent) {
                wait = Math.min(wait, silentAfterNanos() - ageNanos);
            }
        }
        try {
            return outcomes.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "the push was cancelled while waiting for ingesters", e);
        }
    }

    private void take(Outcome outcome) {
        Attempt attempt = outcome.attempt();
        LodurException failure = outcome.failure();
        underWay.remove(attempt);
        boolean refused = failure != null && failure.code().httpStatus() / 100 == 4;
        BitSet again = new BitSet();
        for (int i = attempt.streams.nextSetBit(0); i >= 0; i = attempt.streams.nextSetBit(i + 1)) {
            Stream stream = streams[i];
            stream.pending--;
            stream.refused |= refused;
            if (failure == null) {
                stream.stored++;
            } else if (!refused && !attempt.extended && !stream.done) {
                again.set(i);
            }
        }
        if (failure != null) {
            lastFailure = failure;
            refusal = refused ? failure : refusal;
        }
        ask(again, 1);
        for (int i = attempt.streams.nextSetBit(0); i >= 0; i = attempt.streams.nextSetBit(i + 1)) {
            settle(streams[i]);
        }
    }

    private void extendSlow() {
        long now = replicator.nanoTime();
        for (Attempt attempt : List.copyOf(underWay)) {
            if (!attempt.extended
                    && now - attempt.startedNanos >= config.extendAfter().toNanos()) {
                attempt.extended = true;
                BitSet waiting = new BitSet();
                for (int i = attempt.streams.nextSetBit(0); i >= 0; i = attempt.streams.nextSetBit(i + 1)) {
                    waiting.set(i, !streams[i].done);
                }
                ask(waiting, 1);
            }
        }
    }

    private long silentAfterNanos() {
        return 2 * config.extendAfter().toNanos();
    }

    /** Streams that somebody has stored, and that only wait for ingesters that are silent, are done. */
    private void settleSilent() {
        long now = replicator.nanoTime();
        BitSet awaited = new BitSet();
        for (Attempt attempt : underWay) {
            attempt.silent = now - attempt.startedNanos >= silentAfterNanos();
            if (!attempt.silent) {
                awaited.or(attempt.streams);
            }
        }
        if (config.writeQuorum()) {
            return;
        }
        for (int i = awaited.nextClearBit(0); i < streams.length; i = awaited.nextClearBit(i + 1)) {
            if (!streams[i].done && streams[i].stored > 0) {
                settleWithoutGoal(streams[i]);
            }
        }
    }

    private void settle(Stream stream) {
        if (stream.done) {
            return;
        }
        if (stream.stored >= stream.goal) {
            stream.done = true;
            undone--;
        } else if (stream.pending == 0) {
            settleWithoutGoal(stream);
        }
    }

    /** Nobody is left to wait for: either fewer suffice, or the request fails. */
    private void settleWithoutGoal(Stream stream) {
        LodurException refused = refusal;
        if (stream.refused && refused != null) {
            throw refused;
        }
        if (config.writeQuorum() || stream.stored == 0) {
            throw tooFew(config.writeQuorum() ? config.quorum() : 1, stream.stored);
        }
        replicator.metrics().underReplicated(tenant, 1);
        stream.done = true;
        undone--;
    }

    private LodurException tooFew(int needed, int found) {
        String unhealthy = view.members().stream()
                .filter(member -> !member.state().isWritable())
                .map(Member::address)
                .reduce((a, b) -> a + "," + b)
                .map(addresses -> " - unhealthy instances: " + addresses)
                .orElse("");
        LodurException failure = lastFailure;
        String because = failure == null ? "" : "; last failure: " + failure.text();
        return new LodurException(
                ErrorCode.UNAVAILABLE,
                "at least " + needed + " live replicas required, could only find " + found + unhealthy + because,
                failure);
    }

    private LodurException timedOut() {
        return new LodurException(
                ErrorCode.UNAVAILABLE,
                undone + " of " + streams.length + " streams were not acknowledged by enough ingesters within "
                        + config.timeout().toMillis() + "ms");
    }
}

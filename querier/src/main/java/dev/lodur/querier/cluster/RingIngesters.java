package dev.lodur.querier.cluster;

import dev.lodur.cluster.grpc.RemoteIngester;
import dev.lodur.engine.IngesterQuery;
import dev.lodur.model.TimeRange;
import dev.lodur.querier.IngesterDirectory;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import dev.lodur.ring.Ring;
import dev.lodur.ring.RingView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The ingesters of the ring as a querier asks them: who is not heard from is tried too, but not for long, and who was
 * given up is warned of. Thread-safe.
 */
final class RingIngesters {
    private static final Duration HEALTHY_PATIENCE = Duration.ofSeconds(10);
    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(60);
    private static final Duration UNHEALTHY_PATIENCE = Duration.ofSeconds(1);

    /** Lines may come so late or so early, by their own time, that the last word of a member did not know of them. */
    private static final long MARGIN_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Ring ring;
    private final Connections connections;
    private final Duration queryTimeout;
    private final AtomicLong versions = new AtomicLong();
    private volatile @Nullable Seen seen;

    /** Finds the way to a member; does not connect. */
    interface Connections {
        IngesterQuery query(Member member, RemoteIngester.Patience patience);

        /** What has the member bring all that it holds into its spool. */
        Runnable flush(Member member, Duration patience);
    }

    private record Seen(RingView ring, IngesterDirectory.View view) {}

    /**
     * @param queryTimeout how long a query may take
     */
    RingIngesters(Ring ring, Connections connections, Duration queryTimeout) {
        this.ring = ring;
        this.connections = connections;
        this.queryTimeout = queryTimeout;
    }

    /** As {@link IngesterDirectory#view}; another one for each picture of the ring. */
    IngesterDirectory.View view() {
        RingView now = ring.view();
        Seen last = seen;
        if (last != null && last.ring() == now) {
            return last.view();
        }
        IngesterDirectory.View view = view(now);
        seen = new Seen(now, view);
        return view;
    }

    /** What has each ingester flush, by its name; also those that are not heard from, which may still be there. */
    Map<String, Runnable> flushes() {
        Map<String, Runnable> flushes = new TreeMap<>();
        for (Member member : ring.view().members()) {
            if (!(member.state() instanceof MemberState.Forgotten)) {
                flushes.put(member.id(), connections.flush(member, FLUSH_PATIENCE));
            }
        }
        return flushes;
    }

    private IngesterDirectory.View view(RingView now) {
        List<IngesterDirectory.Member> members = new ArrayList<>();
        List<IngesterDirectory.Absent> absent = new ArrayList<>();
        for (Member member : now.members()) {
            switch (member.state()) {
                case MemberState.Joining _, MemberState.Active _, MemberState.Leaving _ ->
                    members.add(asked(member, HEALTHY_PATIENCE));
                case MemberState.Unhealthy _ -> members.add(asked(member, UNHEALTHY_PATIENCE));
                case MemberState.Forgotten _ ->
                    absent.add(new IngesterDirectory.Absent(member.id(), mayHold(member.facts())));
            }
        }
        return new IngesterDirectory.View(members, absent, now.isKnown(), versions.incrementAndGet());
    }

    private IngesterDirectory.Member asked(Member member, Duration patience) {
        RemoteIngester.Patience whole = new RemoteIngester.Patience(patience, queryTimeout);
        return new IngesterDirectory.Member(member.id(), connections.query(member, whole));
    }

    private static TimeRange mayHold(Member.Facts facts) {
        long heardNanos = TimeUnit.MILLISECONDS.toNanos(facts.heardMillis());
        return new TimeRange(
                Math.min(facts.oldestUnflushedNanos(), heardNanos - MARGIN_NANOS), heardNanos + MARGIN_NANOS);
    }
}

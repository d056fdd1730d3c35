package dev.lodur.ring.consul;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.ring.Member;
import dev.lodur.ring.MemberState;
import dev.lodur.ring.Ring;
import dev.lodur.ring.RingAdministration;
import dev.lodur.ring.RingView;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The ring as those see it who follow it in Consul. When Consul does not answer, the last view stands, whatever its age:
 * whether a member answers is what decides then.
 *
 * <p>A member whose key no session holds is unhealthy. One that stays so for a configured time is forgotten: it takes part
 * in no writes any more, while its key stays so that readers warn of what it may hold. Thread-safe.
 */
public final class ConsulRing implements Ring, RingAdministration, Followed {
    private static final System.Logger LOGGER = System.getLogger(ConsulRing.class.getName());

    private final Consul consul;
    private final String prefix;
    private final boolean zoneAware;
    private final Duration forgetAfter;
    private final Clock clock;
    private final LongSupplier nanoClock;
    private final Map<String, Long> lostSinceNanos = new HashMap<>();
    private volatile RingView view = RingView.UNKNOWN;
    private long index;

    /**
     * @param prefix what the ring's keys begin with; ends with a slash
     * @param zoneAware whether replicas go to different zones where there are some
     * @param forgetAfter how long a member is unhealthy before it is forgotten; zero for never
     */
    public ConsulRing(
            Consul consul,
            String prefix,
            boolean zoneAware,
            Duration forgetAfter,
            Clock clock,
            LongSupplier nanoClock) {
        this.consul = consul;
        this.prefix = RingSettings.membersPrefix(prefix);
        this.zoneAware = zoneAware;
        this.forgetAfter = forgetAfter;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    @Override
    public RingView view() {
        return view;
    }

    @Override
    public synchronized void follow(Duration wait) {
        Consul.Seen<List<Consul.Entry>> seen = consul.list(prefix, index, wait);
        List<Member> members = new ArrayList<>();
        for (Consul.Entry entry : seen.value()) {
            Member member = read(entry);
            if (member != null) {
                members.add(member);
            }
        }
        if (seen.index() < index) {
            bringBack(members);
            // The next call must not wait behind an index that is gone.
            index = 0;
        } else {
            index = seen.index();
        }
        view = new RingView(members, zoneAware);
        watchLost(seen.value(), members);
    }

    /**
     * An index that goes back tells of an agent that has lost keys. Who was a member has not left: its key is made again,
     * held by no session, so that it is tried and warned of until it is back, forgotten or written off.
     */
    private void bringBack(List<Member> members) {
        for (Member known : view.members()) {
            if (members.stream().noneMatch(member -> member.id().equals(known.id()))) {
                consul.putIf(prefix + known.id(), MemberFormat.write(known), 0);
                members.add(known.withState(known.state().unheard()));
            }
        }
    }

    private @Nullable Member read(Consul.Entry entry) {
        try {
            return MemberFormat.read(
                    entry.key().substring(prefix.length()),
                    entry.value(),
                    !entry.session().isEmpty());
        } catch (LodurException e) {
            LOGGER.log(System.Logger.Level.WARNING, e.text());
            return null;
        }
    }

    private void watchLost(List<Consul.Entry> entries, List<Member> members) {
        lostSinceNanos
                .keySet()
                .removeIf(id -> members.stream()
                        .noneMatch(
                                member -> member.id().equals(id) && member.state() instanceof MemberState.Unhealthy));
        if (forgetAfter.isZero()) {
            return;
        }
        long nowNanos = nanoClock.getAsLong();
        for (Member member : members) {
            if (member.state() instanceof MemberState.Unhealthy) {
                long sinceNanos = lostSinceNanos.computeIfAbsent(member.id(), id -> nowNanos);
                if (nowNanos - sinceNanos >= forgetAfter.toNanos()) {
                    entries.stream()
                            .filter(entry -> entry.key().equals(prefix + member.id()))
                            .forEach(entry -> forget(entry, member, clock.millis() - forgetAfter.toMillis()));
                }
            }
        }
    }

    private boolean forget(Consul.Entry entry, Member member, long heardMillis) {
        if (!(member.state() instanceof MemberState.Unhealthy unhealthy)) {
            return false;
        }
        long heard = Math.max(heardMillis, member.facts().heardMillis());
        Member forgotten =
                member.withState(unhealthy.forget()).withFacts(member.facts().withHeard(heard));
        boolean done = consul.putIf(entry.key(), MemberFormat.write(forgotten), entry.modifyIndex());
        if (done) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "ingester '" + member.id() + "' is forgotten: it takes no writes; answers warn of what it may hold"
                            + " until it is back, its volume is adopted, or it is written off");
        }
        return done;
    }

    @Override
    public void forget(String id) {
        Consul.Entry entry = lost(id);
        Member member = MemberFormat.read(id, entry.value(), false);
        if (member.state() instanceof MemberState.Unhealthy && !forget(entry, member, clock.millis())) {
            throw changed(id);
        }
    }

    @Override
    public void writeOff(String id) {
        Consul.Entry entry = lost(id);
        if (!consul.deleteIf(entry.key(), entry.modifyIndex())) {
            throw changed(id);
        }
    }

    private Consul.Entry lost(String id) {
        Consul.Entry entry = consul.get(prefix + id, 0, Duration.ZERO)
                .value()
                .orElseThrow(() -> new LodurException(ErrorCode.NOT_FOUND, "the ring has no member '" + id + "'"));
        if (!entry.session().isEmpty()) {
            throw new LodurException(
                    ErrorCode.CONFLICT,
                    "member '" + id + "' lives: stop its process first, which makes it leave the ring by itself");
        }
        return entry;
    }

    private static LodurException changed(String id) {
        return new LodurException(ErrorCode.CONFLICT, "member '" + id + "' has changed meanwhile: look and try again");
    }
}

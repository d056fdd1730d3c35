package dev.lodur.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A ring whose members live in this process: the standalone mode's, and that of tests. Thread-safe. */
public final class InProcessRing implements Ring {
    private volatile RingView view = RingView.EMPTY;

    @Override
    public RingView view() {
        return view;
    }

    /** Adds a member, or replaces the one with the same id. */
    public void put(Member member) {
        change(members -> {
            members.removeIf(other -> other.id().equals(member.id()));
            members.add(member);
        });
    }

    /** Sets the state of a member; nothing happens where it is not there. */
    public void setState(String id, MemberState state) {
        change(members -> members.replaceAll(member -> member.id().equals(id) ? member.withState(state) : member));
    }

    public void remove(String id) {
        change(members -> members.removeIf(member -> member.id().equals(id)));
    }

    private synchronized void change(Consumer<List<Member>> change) {
        List<Member> members = new ArrayList<>(view.members());
        change.accept(members);
        view = new RingView(members);
    }
}

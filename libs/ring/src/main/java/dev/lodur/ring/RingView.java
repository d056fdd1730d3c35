package dev.lodur.ring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An immutable picture of the ring: its members and who owns which token.
 *
 * <p>A stream with token {@code t} belongs to the members met when walking from the first token at or behind {@code t},
 * clockwise, each counted once. Equal tokens of two members go to the one whose id comes first. Thread-safe.
 */
public final class RingView {
    public static final RingView EMPTY = new RingView(List.of());
    /** What is seen before anybody has told of the ring: no members, which does not mean that there are none. */
    public static final RingView UNKNOWN = new RingView(List.of());

    private final List<Member> members;
    private final boolean zoneAware;
    private final int[] tokens;
    private final int[] owners;

    public RingView(List<Member> members) {
        this(members, false);
    }

    /**
     * @param zoneAware whether replicas go to different zones first, where members have some
     */
    public RingView(List<Member> members, boolean zoneAware) {
        this.zoneAware = zoneAware;
        this.members = members.stream().sorted(Comparator.comparing(Member::id)).toList();
        List<long[]> places = places(this.members);
        tokens = new int[places.size()];
        owners = new int[places.size()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = (int) places.get(i)[0];
            owners[i] = (int) places.get(i)[1];
        }
    }

    private static List<long[]> places(List<Member> members) {
        List<long[]> places = new ArrayList<>();
        for (int owner = 0; owner < members.size(); owner++) {
            for (int token : members.get(owner).tokens()) {
                places.add(new long[] {Integer.toUnsignedLong(token), owner});
            }
        }
        places.sort(Comparator.<long[]>comparingLong(place -> place[0]).thenComparingLong(place -> place[1]));
        return places;
    }

    /**
     * A token and who owns it.
     *
     * @param token unsigned
     */
    record Place(long token, Member member) {}

    /** All tokens, ascending. */
    List<Place> places() {
        List<Place> places = new ArrayList<>(tokens.length);
        for (int i = 0; i < tokens.length; i++) {
            places.add(new Place(Integer.toUnsignedLong(tokens[i]), members.get(owners[i])));
        }
        return places;
    }

    /** Whether somebody has told of the ring: where not, members may be missing. */
    public boolean isKnown() {
        return this != UNKNOWN;
    }

    /** All members, ordered by id. */
    public List<Member> members() {
        return members;
    }

    /**
     * The members that may take a batch for a token, best first, at most {@code count}: the writable ones in the order
     * of the ring, then the unhealthy ones that were writable before. With zones, one of each zone comes before a second
     * one of any.
     */
    public List<Member> candidates(int token, int count) {
        List<Member> walked = walk(token);
        List<Member> candidates = new ArrayList<>(walked.size());
        addByZone(walked.stream().filter(member -> member.state().isWritable()).toList(), candidates);
        addByZone(
                walked.stream()
                        .filter(member -> isLostButWritable(member.state()))
                        .toList(),
                candidates);
        return candidates.size() <= count ? candidates : candidates.subList(0, count);
    }

    /** Adds members in their order, but those first whose zone nobody of the added has, again and again. */
    private void addByZone(List<Member> members, List<Member> into) {
        if (!zoneAware) {
            into.addAll(members);
            return;
        }
        List<Member> left = new ArrayList<>(members);
        while (!left.isEmpty()) {
            Set<String> zones = new HashSet<>();
            List<Member> round =
                    left.stream().filter(member -> zones.add(member.zone())).toList();
            into.addAll(round);
            left.removeAll(round);
        }
    }

    /** How many members take batches now. */
    public int writableCount() {
        int count = 0;
        for (Member member : members) {
            count += member.state().isWritable() ? 1 : 0;
        }
        return count;
    }

    /** Every member once, in the order of the ring from a token on. */
    private List<Member> walk(int token) {
        if (tokens.length == 0) {
            return List.of();
        }
        List<Member> walked = new ArrayList<>(members.size());
        boolean[] met = new boolean[members.size()];
        int start = firstAtOrBehind(token);
        for (int i = 0; i < tokens.length && walked.size() < members.size(); i++) {
            int owner = owners[(start + i) % tokens.length];
            if (!met[owner]) {
                met[owner] = true;
                walked.add(members.get(owner));
            }
        }
        return walked;
    }

    private int firstAtOrBehind(int token) {
        int low = 0;
        int high = tokens.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Integer.compareUnsigned(tokens[middle], token) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == tokens.length ? 0 : low;
    }

    private static boolean isLostButWritable(MemberState state) {
        return state instanceof MemberState.Unhealthy unhealthy
                && unhealthy.before().isWritable();
    }
}

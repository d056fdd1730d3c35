package dev.lodur.segment.filter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Chooses which entries of a needle a filter is asked for: the rarest ones. Not thread-safe. */
final class EntryChoice {
    /** Entries of one text that are asked for: the rarest ones, since each is a read and few leave nothing. */
    static final int ENTRIES_MAX = 3;

    /** With more alternatives one of them is nearly always there. */
    private static final int ALTERNATIVES_MAX = 8;

    private final Predicate<Needle> isEverywhere;
    private final Set<Long> chosen = new TreeSet<>();

    private EntryChoice(Predicate<Needle> isEverywhere) {
        this.isEverywhere = isEverywhere;
    }

    /**
     * The entries to ask for.
     *
     * @param isEverywhere whether each granule is known to have what a needle says, before anything is read
     */
    static Set<Long> of(Needle needle, Predicate<Needle> isEverywhere) {
        EntryChoice choice = new EntryChoice(isEverywhere);
        choice.choose(needle, ENTRIES_MAX);
        return choice.chosen;
    }

    /** Chooses entries to ask for and returns how many. */
    private int choose(Needle part, int most) {
        return switch (part) {
            case Needle.Entry(long hash, int rarity) -> {
                chosen.add(hash);
                yield 1;
            }
            case Needle.AllOf(List<Needle> parts) -> chooseAmong(parts, most);
            case Needle.AnyOf(List<Needle> alternatives) -> {
                int count = 0;
                if (alternatives.size() <= ALTERNATIVES_MAX && !isEverywhere.test(part)) {
                    for (Needle next : alternatives) {
                        count += choose(next, Math.max(1, most / alternatives.size()));
                    }
                }
                yield count;
            }
            case Needle.Anything anything -> 0;
            case Needle.LongerHexRun longer -> 0;
            case Needle.Rewritten rewritten -> 0;
        };
    }

    private int chooseAmong(List<Needle> parts, int most) {
        int count = 0;
        List<Needle> rarest = new ArrayList<>(parts);
        rarest.sort(Comparator.comparingInt(EntryChoice::rarity).reversed());
        for (Needle next : rarest) {
            if (count < most && !isEverywhere.test(next)) {
                count += choose(next, most - count);
            }
        }
        return count;
    }

    private static int rarity(Needle part) {
        return switch (part) {
            case Needle.Entry(long hash, int rarity) -> rarity;
            case Needle.AllOf(List<Needle> parts) ->
                parts.stream().mapToInt(EntryChoice::rarity).max().orElse(0);
            case Needle.AnyOf(List<Needle> alternatives) ->
                alternatives.stream().mapToInt(EntryChoice::rarity).max().orElse(0) - alternatives.size();
            case Needle.Anything anything -> 0;
            case Needle.LongerHexRun longer -> 0;
            case Needle.Rewritten rewritten -> 0;
        };
    }
}

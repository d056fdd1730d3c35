package dev.lodur.compaction.repair;

import dev.lodur.store.DayCatalog;
import dev.lodur.store.RemovedObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which of a day's segments are live, from what they say of each other and the newest copy of the catalog.
 *
 * <p>Not live is, in this order of reasons:
 *
 * <ul>
 *   <li>by the copy: what it says was removed; what is a day older than it and not in it; a slice that it covers under
 *       another key;
 *   <li>a slice whose WAL range lies in that of another slice;
 *   <li>a segment from which another was merged. That other one may be an upload that nobody committed, and parts beside
 *       it may be missing: so this counts where the copy or a later merge proves that it was committed, or where the
 *       segments merged from it hold each of its rows;
 *   <li>a slice whose WAL range went into a segment that was merged from others than the slice itself: these others were
 *       live in its place;
 *   <li>a merged segment whose WAL ranges went into later ones of its level or above and of its retention class, if these
 *       hold each of its rows. Segments that one merge has made beside each other have the same WAL ranges too.
 * </ul>
 *
 * <p>In doubt a segment stays: lines that are there twice are recognised by queries, lost ones are not. For one thread.
 */
final class Lineage {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final List<Candidate> candidates;
    private final Optional<CatalogCopy> copy;
    private final Optional<DayCatalog> present;
    private final RowContainment rows;
    private final Map<String, String> leftOut = new LinkedHashMap<>();
    private final Set<String> committed = new HashSet<>();

    /**
     * @param candidates each key once
     * @param present the catalog that is there, where it can be read
     */
    Lineage(List<Candidate> candidates, Optional<CatalogCopy> copy, Optional<DayCatalog> present, RowContainment rows) {
        this.candidates = candidates;
        this.copy = copy;
        this.present = present;
        this.rows = rows;
    }

    /** Why each segment that is not live is not, by its key. */
    Map<String, String> leftOut() {
        present.ifPresent(this::leaveOutBy);
        copy.ifPresent(this::leaveOutBy);
        List<Candidate> rest = candidates.stream()
                .filter(one -> !leftOut.containsKey(one.key()))
                .toList();
        copy.ifPresent(known -> known.catalog().entries().forEach(entry -> committed.add(entry.key())));
        present.ifPresent(known -> known.entries().forEach(entry -> committed.add(entry.key())));
        rest.forEach(one -> committed.addAll(one.inputs()));
        for (Candidate one : rest) {
            reason(one, rest).ifPresent(why -> leftOut.put(one.key(), why));
        }
        return leftOut;
    }

    private void leaveOutBy(DayCatalog known) {
        Set<String> removed = known.removed().stream().map(RemovedObject::key).collect(Collectors.toSet());
        for (Candidate one : candidates) {
            if (removed.contains(one.key())) {
                leftOut.put(one.key(), "the catalog that is there says that it was removed");
            }
        }
    }

    private void leaveOutBy(CatalogCopy known) {
        Set<String> removed = known.removedKeys();
        for (Candidate one : candidates) {
            if (known.find(one.key()).isPresent() || isPresent(one)) {
                continue;
            }
            if (removed.contains(one.key())) {
                leftOut.put(one.key(), "the copy of " + known.copiedOn() + " says that it was removed");
            } else if (one.putMillis() + DAY_MILLIS < known.putMillis()) {
                leftOut.put(
                        one.key(), "the copy of " + known.copiedOn() + " does not name it, though it is a day older");
            } else if (one.isFlushed() && known.catalog().covers(one.ranges().getFirst())) {
                leftOut.put(one.key(), "the copy of " + known.copiedOn() + " says that its rows are elsewhere");
            }
        }
    }

    private boolean isPresent(Candidate one) {
        return present.flatMap(known -> known.find(one.key())).isPresent();
    }

    private Optional<String> reason(Candidate one, List<Candidate> others) {
        return sameSlice(one, others)
                .or(() -> mergedFrom(one, others))
                .or(() -> one.isFlushed() ? mergedBefore(one, others) : mergedBeside(one, others));
    }

    private Optional<String> sameSlice(Candidate one, List<Candidate> others) {
        return one.isFlushed()
                ? others.stream()
                        .filter(other -> other.isFlushed() && !other.key().equals(one.key()) && other.covers(one))
                        .filter(other -> !one.covers(other) || isPreferred(other.key(), one.key()))
                        .findFirst()
                        .map(other -> "the slice of '" + other.key() + "' has its rows")
                : Optional.empty();
    }

    /** Of two uploads of one slice the one that the copy names, else the earlier attempt. */
    private boolean isPreferred(String key, String toKey) {
        boolean named = committed.contains(key);
        boolean earlier = key.length() == toKey.length() ? key.compareTo(toKey) < 0 : key.length() < toKey.length();
        return named == committed.contains(toKey) ? earlier : named;
    }

    private Optional<String> mergedFrom(Candidate one, List<Candidate> others) {
        List<Candidate> outputs = others.stream()
                .filter(other -> other.inputs().contains(one.key()))
                .toList();
        boolean sure = outputs.stream().anyMatch(output -> committed.contains(output.key()));
        return !outputs.isEmpty() && (sure || rows.holds(one, outputs)) ? Optional.of(into(outputs)) : Optional.empty();
    }

    private static Optional<String> mergedBefore(Candidate one, List<Candidate> others) {
        List<Candidate> outputs = new ArrayList<>();
        for (Candidate other : others) {
            if (!other.isFlushed() && !other.inputs().contains(one.key()) && other.covers(one)) {
                outputs.add(other);
            }
        }
        return outputs.isEmpty() ? Optional.empty() : Optional.of(into(outputs));
    }

    private Optional<String> mergedBeside(Candidate one, List<Candidate> others) {
        List<Candidate> outputs = others.stream()
                .filter(other -> other.entry().level() >= one.entry().level())
                .filter(other -> !other.inputs().equals(one.inputs()) && other.putMillis() > one.putMillis())
                .filter(other ->
                        other.entry().retentionClass().equals(one.entry().retentionClass()))
                .filter(other -> !other.inputs().contains(one.key()) && other.covers(one))
                .toList();
        return !outputs.isEmpty() && rows.holds(one, outputs) ? Optional.of(into(outputs)) : Optional.empty();
    }

    private static String into(List<Candidate> outputs) {
        return "its rows were merged into '" + outputs.getFirst().key() + "'";
    }
}

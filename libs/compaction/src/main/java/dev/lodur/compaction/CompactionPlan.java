package dev.lodur.compaction;

import dev.lodur.store.CatalogEntry;
import dev.lodur.store.DayCatalog;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses what of a day is merged next: flushed segments into one of level {@value #HOURLY}, those of a day that is over
 * into level {@value #DAILY}. Late data becomes a segment of its own first and later part of the small segments of its
 * day.
 *
 * @param inputs in the order of the catalog
 */
public record CompactionPlan(List<CatalogEntry> inputs, int level) {
    public static final int HOURLY = 1;
    public static final int DAILY = 2;

    public CompactionPlan {
        inputs = List.copyOf(inputs);
    }

    /**
     * The next merge of a day; empty where none is due.
     *
     * @param damaged keys of segments that cannot be merged
     * @param nowMillis by the clock that commits are dated with
     */
    public static Optional<CompactionPlan> next(
            DayCatalog catalog, CompactionPolicy policy, Set<String> damaged, long nowMillis) {
        List<CatalogEntry> sound = catalog.entries().stream()
                .filter(entry -> !damaged.contains(entry.key()))
                .toList();
        return new Choice(catalog.day(), sound, policy, nowMillis).next();
    }

    private static final class Choice {
        private final LocalDate day;
        private final List<CatalogEntry> entries;
        private final CompactionPolicy policy;
        private final long nowMillis;

        Choice(LocalDate day, List<CatalogEntry> entries, CompactionPolicy policy, long nowMillis) {
            this.day = day;
            this.entries = entries;
            this.policy = policy;
            this.nowMillis = nowMillis;
        }

        Optional<CompactionPlan> next() {
            List<CatalogEntry> flushed = eligible(0);
            if (isDue(flushed)) {
                return Optional.of(new CompactionPlan(bounded(flushed), HOURLY));
            }
            List<CatalogEntry> hourly = eligible(HOURLY);
            if (hourly.isEmpty() || !flushed.isEmpty() || !isOver(policy.dayWait())) {
                return Optional.empty();
            }
            List<CatalogEntry> daily = eligible(DAILY);
            if (daily.isEmpty()) {
                return Optional.of(new CompactionPlan(bounded(hourly), DAILY));
            }
            return hasWaited(hourly, policy.lateWait())
                    ? Optional.of(new CompactionPlan(bounded(withSmall(hourly)), DAILY))
                    : Optional.empty();
        }

        private List<CatalogEntry> eligible(int level) {
            return entries.stream()
                    .filter(entry -> entry.level() == level)
                    .filter(entry -> ageMillis(entry) >= policy.ageMin().toMillis())
                    .toList();
        }

        private boolean isDue(List<CatalogEntry> flushed) {
            if (flushed.isEmpty()) {
                return false;
            }
            long bytes = flushed.stream().mapToLong(CatalogEntry::sizeBytes).sum();
            if (flushed.size() >= policy.inputsMax() || bytes >= policy.hourlyBytesMax()) {
                return true;
            }
            boolean sparse = flushed.size() < policy.sparseInputs() && !isOver(policy.dayWait());
            return hasWaited(flushed, sparse ? policy.sparseWait() : policy.hourlyWait());
        }

        private boolean hasWaited(List<CatalogEntry> entries, Duration wait) {
            return entries.stream().anyMatch(entry -> ageMillis(entry) >= wait.toMillis());
        }

        private long ageMillis(CatalogEntry entry) {
            return nowMillis - entry.commitTimeMillis();
        }

        private boolean isOver(Duration wait) {
            long endMillis =
                    day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
            return nowMillis - endMillis >= wait.toMillis();
        }

        private List<CatalogEntry> withSmall(List<CatalogEntry> hourly) {
            return entries.stream()
                    .filter(entry -> hourly.contains(entry)
                            || (entry.level() == DAILY && entry.sizeBytes() < policy.smallBytes()))
                    .toList();
        }

        /** Those that come first in time, as many as one merge takes, in the order that they had. */
        private List<CatalogEntry> bounded(List<CatalogEntry> candidates) {
            List<CatalogEntry> byTime = new ArrayList<>(candidates);
            byTime.sort(Comparator.comparingLong(CatalogEntry::minTimestampNanos));
            List<CatalogEntry> taken = new ArrayList<>();
            long bytes = 0;
            for (CatalogEntry entry : byTime) {
                bytes += entry.sizeBytes();
                if (!taken.isEmpty() && (bytes > policy.mergeBytesMax() || taken.size() == policy.inputsMax())) {
                    break;
                }
                taken.add(entry);
            }
            return candidates.stream().filter(taken::contains).toList();
        }
    }
}

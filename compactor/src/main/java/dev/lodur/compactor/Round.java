package dev.lodur.compactor;

import dev.lodur.compaction.CompactionPolicy;
import dev.lodur.model.Tenant;
import dev.lodur.store.DayCatalog;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * What the chores of a round go by.
 *
 * @param days catalogs as they were read last
 * @param strayBytes of segments that no catalog named when the bucket was listed last
 * @param mayGoOn whether this process still leads and does not stop; asked before each piece of work
 */
record Round(List<DayCatalog> days, CompactionPolicy policy, long strayBytes, BooleanSupplier mayGoOn) {
    Round {
        days = List.copyOf(days);
    }

    Round with(List<DayCatalog> newDays) {
        return new Round(newDays, policy, strayBytes, mayGoOn);
    }

    /** The days of each tenant. */
    Map<Tenant, SortedSet<LocalDate>> daysOfTenants() {
        Map<Tenant, SortedSet<LocalDate>> ofTenants = new TreeMap<>();
        days.forEach(day -> ofTenants
                .computeIfAbsent(day.tenant(), tenant -> new TreeSet<>())
                .add(day.day()));
        return ofTenants;
    }
}

package dev.lodur.compaction.repair;

import dev.lodur.model.Tenant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What of a bucket is looked at.
 *
 * @param tenant one alone; all where empty
 * @param day one UTC day alone; all where empty
 * @param deep whether every byte is read, instead of catalogs and indexes alone
 */
public record CheckScope(Optional<Tenant> tenant, Optional<LocalDate> day, boolean deep) {
    boolean hasDay(LocalDate asked) {
        return day.map(asked::equals).orElse(true);
    }
}

package dev.lodur.compaction.repair;

import dev.lodur.store.CatalogEntry;
import dev.lodur.store.DayCatalog;
import dev.lodur.store.RemovedObject;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A weekly copy of a day's catalog.
 *
 * @param putMillis when it was made, by the store's clock
 */
record CatalogCopy(LocalDate copiedOn, long putMillis, DayCatalog catalog) {
    Optional<CatalogEntry> find(String key) {
        return catalog.find(key);
    }

    Set<String> removedKeys() {
        return catalog.removed().stream().map(RemovedObject::key).collect(Collectors.toSet());
    }
}

package dev.lodur.compaction.repair;

import dev.lodur.store.CatalogEntry;
import dev.lodur.store.ObjectPage.ListedObject;
import java.util.function.Consumer;

/** Counts what a check sees, and passes findings on. For one thread. */
final class CheckTotals {
    private final Consumer<Finding> findings;
    private final long nowMillis;
    private long objects;
    private long catalogs;
    private long segments;
    private long rows;
    private long bytes;
    private long orphans;
    private long orphanBytes;
    private long oldestOrphanMillis;
    private long unknown;
    private long findingCount;

    /** @param nowMillis by the store's clock */
    CheckTotals(Consumer<Finding> findings, long nowMillis) {
        this.findings = findings;
        this.nowMillis = nowMillis;
    }

    void report(Finding finding) {
        findingCount++;
        findings.accept(finding);
    }

    long ageMillis(ListedObject object) {
        return nowMillis - object.lastModifiedMillis();
    }

    void addObject() {
        objects++;
    }

    void addUnknown() {
        unknown++;
    }

    void addCatalog() {
        catalogs++;
    }

    void addSegment(CatalogEntry entry) {
        segments++;
        rows += entry.rows();
        bytes += entry.sizeBytes();
    }

    void addOrphan(ListedObject object) {
        orphans++;
        orphanBytes += object.sizeBytes();
        oldestOrphanMillis = Math.max(oldestOrphanMillis, ageMillis(object));
    }

    CheckResult result() {
        return new CheckResult(
                objects,
                catalogs,
                segments,
                rows,
                bytes,
                orphans,
                orphanBytes,
                oldestOrphanMillis,
                unknown,
                findingCount);
    }
}

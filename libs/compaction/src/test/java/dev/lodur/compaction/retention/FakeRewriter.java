package dev.lodur.compaction.retention;

import dev.lodur.compaction.RowFilter;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.RowBlock;
import dev.lodur.model.Tenant;
import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogEntry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Does its work in a bucket in memory, and fails for some days. */
final class FakeRewriter implements Rewriter {
    final List<String> dropped = new ArrayList<>();
    final List<String> rewritten = new ArrayList<>();
    final Map<Tenant, Long> expiredBefore = new HashMap<>();
    final Set<LocalDate> failing = new HashSet<>();
    private final Bucket bucket;

    FakeRewriter(Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public void drop(Tenant tenant, LocalDate day, List<CatalogEntry> entries) {
        fail(day);
        List<String> keys = entries.stream().map(CatalogEntry::key).toList();
        bucket.catalogs.commit(tenant, day, new CatalogChange.Replace(keys, List.of(), Long.MAX_VALUE, 0));
        dropped.addAll(keys);
    }

    @Override
    public void rewrite(Tenant tenant, LocalDate day, CatalogEntry entry, RowFilter filter) {
        fail(day);
        List<Bucket.Row> left = new ArrayList<>();
        for (RowBlock block : bucket.blocks(entry)) {
            BitSet gone = filter.dropped(block);
            for (int run = 0; run < block.runs(); run++) {
                for (int row = block.runStart(run); row < block.runStart(run + 1); row++) {
                    if (!gone.get(row)) {
                        left.add(new Bucket.Row(block.labels(run), block.timestamps()[row]));
                    }
                }
            }
        }
        bucket.replace(tenant, day, entry, left);
        rewritten.add(entry.key());
    }

    @Override
    public void expired(Tenant tenant, long beforeNanos) {
        expiredBefore.merge(tenant, beforeNanos, Math::max);
    }

    private void fail(LocalDate day) {
        if (failing.contains(day)) {
            throw new LodurException(ErrorCode.UNAVAILABLE, "the bucket is away for " + day);
        }
    }
}

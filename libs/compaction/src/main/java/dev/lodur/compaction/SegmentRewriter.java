package dev.lodur.compaction;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.Labels;
import dev.lodur.model.LodurException;
import dev.lodur.model.Tenant;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.store.CatalogChange;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.CatalogStore;
import dev.lodur.store.ObjectBody;
import dev.lodur.store.ObjectNames;
import dev.lodur.store.ObjectStore;
import dev.lodur.store.Origin;
import dev.lodur.store.PutCondition;
import dev.lodur.store.SegmentKey;
import dev.lodur.store.SegmentOrigin;
import dev.lodur.store.WalRange;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Replaces segments in the bucket by merged or thinned ones.
 *
 * <p>The inputs are brought into local files, merged there, the outputs put under names that nobody else uses, and then the
 * catalog is changed in one step, if all inputs are still live. Whatever ends it before leaves objects that no catalog
 * names; so does a second one that works at the same time. The inputs' objects stay, see
 * {@link dev.lodur.store.DayCatalog#removed}. For one thread.
 */
public final class SegmentRewriter {
    /** Unnamed objects are safe from sweeps for a day; a commit that comes later than this begins again. */
    private static final Duration COMMIT_WITHIN = Duration.ofHours(1);
    /** Inputs, an intermediate form of them and the outputs. */
    private static final int DISK_FACTOR = 3;

    private final ObjectStore store;
    private final ObjectNames names;
    private final CatalogStore catalogs;
    private final Supplier<Workspace> workspaces;
    private final Clock clock;
    private final RandomGenerator random;
    private final long inputBytesMax;
    private final Set<String> damaged = new HashSet<>();

    /**
     * @param workspaces opens the folder of one rewrite, which is closed behind it
     * @param random makes names unique, so it must not be seeded alike in two processes
     * @param inputBytesMax memory for the open blocks of all inputs of a merge
     */
    public SegmentRewriter(
            ObjectStore store,
            ObjectNames names,
            CatalogStore catalogs,
            Supplier<Workspace> workspaces,
            Clock clock,
            RandomGenerator random,
            long inputBytesMax) {
        this.store = store;
        this.names = names;
        this.catalogs = catalogs;
        this.workspaces = workspaces;
        this.clock = clock;
        this.random = random;
        this.inputBytesMax = inputBytesMax;
    }

    /**
     * Does one rewrite, up to its commit.
     *
     * @throws LodurException with CONFLICT where an input is not live any more, GONE or CORRUPT where an object is not
     *     what the catalog says, UNAVAILABLE where the bucket or the disk cannot do it now
     */
    public RewriteResult rewrite(Rewrite rewrite, MergeProgress.Listener listener) {
        try (Workspace workspace = workspaces.get()) {
            requireRoom(rewrite, workspace);
            return rewrite(rewrite, workspace, listener);
        } catch (IOException e) {
            throw new LodurException(
                    ErrorCode.INTERNAL,
                    "cannot merge segments of " + rewrite.tenant() + " for " + rewrite.day() + ": " + e.getMessage(),
                    e);
        }
    }

    private RewriteResult rewrite(Rewrite rewrite, Workspace workspace, MergeProgress.Listener listener)
            throws IOException {
        try (SegmentFetch files = new SegmentFetch(store, workspace)) {
            List<Merged> merged = merge(rewrite, files, workspace, listener);
            long putMillis = clock.millis();
            List<CatalogEntry> outputs = new ArrayList<>();
            for (Merged each : merged) {
                outputs.add(put(rewrite, each, workspace));
            }
            commit(rewrite, outputs, putMillis);
            return RewriteResult.of(rewrite, outputs);
        }
    }

    /** Keys of segments whose objects turned out to have other bytes than the catalog says; no merge can take them. */
    public Set<String> damaged() {
        return Set.copyOf(damaged);
    }

    /** Takes segments out of a day's catalog, with all their rows. */
    public void drop(Tenant tenant, LocalDate day, List<CatalogEntry> entries) {
        List<String> keys = entries.stream().map(CatalogEntry::key).toList();
        catalogs.commit(tenant, day, new CatalogChange.Replace(keys, List.of(), Long.MAX_VALUE, storeAheadMillis()));
    }

    private record Merged(MergedSegment segment, SegmentOrigin origin) {}

    private static void requireRoom(Rewrite rewrite, Workspace workspace) {
        long needed = DISK_FACTOR * rewrite.inputBytes();
        long usable = workspace.usableBytes();
        if (usable < needed) {
            throw new LodurException(
                    ErrorCode.UNAVAILABLE,
                    "merging " + rewrite.inputs().size() + " segments of " + rewrite.tenant() + " for " + rewrite.day()
                            + " may need " + needed + " bytes in " + workspace + ", which has " + usable
                            + "; make room or set compactor.working_directory");
        }
    }

    private List<Merged> merge(
            Rewrite rewrite, SegmentFetch files, Workspace workspace, MergeProgress.Listener listener)
            throws IOException {
        List<MergeInput> inputs = new ArrayList<>();
        List<WalRange> ranges = new ArrayList<>();
        for (CatalogEntry entry : rewrite.inputs()) {
            MergeInput input = new MergeInput(fetch(entry, files), entry.deduplicated(), entry.level() > 0);
            inputs.add(input);
            ranges.addAll(ranges(entry, input.segment().index()));
        }
        MergeOptions ofLevel = rewrite.level() == CompactionPlan.HOURLY ? MergeOptions.HOURLY : MergeOptions.DAILY;
        MergeOptions options = ofLevel.withZstdLevel(CompressionEffort.zstdLevel(rewrite));
        Progress progress = new Progress(rewrite, listener);
        List<Merged> merged = new ArrayList<>();
        for (String retentionClass : classes(rewrite, inputs)) {
            Predicate<Labels> wanted =
                    labels -> rewrite.retentionClass().apply(labels).equals(retentionClass);
            SegmentOrigin origin = new SegmentOrigin(
                    rewrite.inputKeys(), SegmentOrigin.joined(ranges), rewrite.level(), retentionClass, false);
            for (MergedSegment segment : merge(rewrite, inputs, wanted, origin, options, files, workspace, progress)) {
                merged.add(new Merged(segment, origin));
            }
        }
        return merged;
    }

    private List<MergedSegment> merge(
            Rewrite rewrite,
            List<MergeInput> inputs,
            Predicate<Labels> wanted,
            SegmentOrigin origin,
            MergeOptions options,
            SegmentFetch files,
            Workspace workspace,
            Progress progress)
            throws IOException {
        MergeRounds rounds = new MergeRounds(files, workspace, MergeOptions.INTERMEDIATE, inputBytesMax);
        MergeRounds.Narrowed few = rounds.narrow(inputs, wanted, rewrite.filter());
        return SegmentMerge.run(few.inputs(), wanted, few.filter(), origin, options, workspace, progress::add);
    }

    private Segment fetch(CatalogEntry entry, SegmentFetch files) {
        try {
            return files.fetch(entry);
        } catch (LodurException e) {
            if (e.code() == ErrorCode.CORRUPT) {
                damaged.add(entry.key());
            }
            throw e;
        }
    }

    private static Set<String> classes(Rewrite rewrite, List<MergeInput> inputs) {
        Set<String> classes = new TreeSet<>();
        for (MergeInput input : inputs) {
            SegmentIndex index = input.segment().index();
            for (int stream = 0; stream < index.streamCount(); stream++) {
                classes.add(rewrite.retentionClass().apply(index.labels(stream)));
            }
        }
        return classes;
    }

    private static List<WalRange> ranges(CatalogEntry entry, SegmentIndex index) {
        return switch (entry.origin()) {
            case Origin.Flushed flushed -> List.of(flushed.walRange());
            case Origin.Compacted compacted ->
                SegmentOrigin.decode(entry.key(), index.origin()).ranges();
        };
    }

    private CatalogEntry put(Rewrite rewrite, Merged merged, Workspace workspace) throws IOException {
        MergedSegment segment = merged.segment;
        String name = Long.toHexString(clock.millis()) + "-" + Long.toHexString(random.nextLong());
        String key = names.segment(new SegmentKey(rewrite.tenant(), rewrite.day(), rewrite.level(), name));
        try {
            store.put(key, new ObjectBody.OfFile(workspace.files(), segment.file()), PutCondition.IF_ABSENT);
        } catch (LodurException e) {
            // Nobody else has the name, so what is there is what an attempt has put whose answer was lost.
            if (e.code() != ErrorCode.CONFLICT
                    || store.head(key).sizeBytes() != segment.summary().sizeBytes()) {
                throw e;
            }
        }
        return entry(rewrite, merged, key);
    }

    private static CatalogEntry entry(Rewrite rewrite, Merged merged, String key) {
        SegmentSummary summary = merged.segment.summary();
        return CatalogEntry.of(
                key,
                summary,
                rewrite.level(),
                new Origin.Compacted(rewrite.inputKeys(), rewrite.outputDeletesAppliedMillis()),
                merged.origin.retentionClass(),
                merged.segment.distinct());
    }

    private void commit(Rewrite rewrite, List<CatalogEntry> outputs, long putMillis) {
        CatalogChange change = new CatalogChange.Replace(
                rewrite.inputKeys(), outputs, putMillis + COMMIT_WITHIN.toMillis(), storeAheadMillis());
        catalogs.commit(rewrite.tenant(), rewrite.day(), change);
    }

    private long storeAheadMillis() {
        return store.nowMillis() - clock.millis();
    }

    private static final class Progress {
        private final Rewrite rewrite;
        private final MergeProgress.Listener listener;
        private long rows;

        Progress(Rewrite rewrite, MergeProgress.Listener listener) {
            this.rewrite = rewrite;
            this.listener = listener;
        }

        void add(long more) {
            rows += more;
            listener.at(new MergeProgress(
                    rewrite.tenant(),
                    rewrite.day(),
                    rewrite.level(),
                    rewrite.inputs().size(),
                    rewrite.inputBytes(),
                    rows,
                    rewrite.inputRows()));
        }
    }
}

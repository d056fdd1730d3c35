package dev.lodur.bench;

import dev.lodur.engine.BytesInFlight;
import dev.lodur.engine.Direction;
import dev.lodur.engine.LeftBlocks;
import dev.lodur.engine.LogQuery;
import dev.lodur.engine.LogQueryExecutor;
import dev.lodur.engine.LogQueryPlan;
import dev.lodur.engine.PrunedBlocks;
import dev.lodur.engine.QueryControl;
import dev.lodur.engine.QuerySources;
import dev.lodur.engine.SegmentCandidates;
import dev.lodur.model.TimeRange;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentOptions;
import dev.lodur.segment.filter.FilterAhead;
import dev.lodur.segment.filter.FilterRead;
import dev.lodur.store.CatalogEntry;
import dev.lodur.store.GenerationId;
import dev.lodur.store.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what a cold search for a bare id of 16 hex digits reads of compacted segments, and what it would read if all pages
 * of a block stood together: {@code NeedleRun MEGABYTES}.
 */
public final class NeedleRun {
    private static final int SEGMENT_MEGABYTES = 100;
    private static final int ABSENT = 30;
    private static final int PRESENT = 30;
    private static final GenerationId GENERATION = new GenerationId("bench", 1, 1);
    private static final Pattern TRACE_ID = Pattern.compile("\"trace_id\":\"([0-9a-f]{32})\"");

    private final List<Stored> segments = new ArrayList<>();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong readBytes = new AtomicLong();
    private final AtomicLong restReads = new AtomicLong();
    private final AtomicLong restBytes = new AtomicLong();
    private int roundsMax;
    private long storedBytes;
    private long lineBytes;

    /** A segment, of which the index is read anew for each search. */
    private record Stored(byte[] bytes, CatalogEntry entry, Set<Long> linePages) {}

    private NeedleRun() {}

    /** @param arguments how many megabytes of lines */
    public static void main(String[] arguments) throws IOException {
        NeedleRun run = new NeedleRun();
        List<byte[]> batches = CorpusBatches.batches(Integer.parseInt(arguments[0]));
        List<String> ids = new ArrayList<>();
        for (int from = 0; from < batches.size(); from += SEGMENT_MEGABYTES) {
            List<byte[]> part = batches.subList(from, Math.min(batches.size(), from + SEGMENT_MEGABYTES));
            run.store(part);
            collectIds(part, ids);
        }
        System.out.printf(
                "%.0f MB in %d segments, %.1f MB stored with filters%n",
                run.lineBytes / 1e6, run.segments.size(), run.storedBytes / 1e6);
        System.out.println(
                "| needle | rounds | share of the bytes | GETs | if pages were together | ratio of GETs | of bytes, at most |");
        System.out.println("|---|---|---|---|---|---|---|");
        Random random = new Random(1);
        run.search("absent", ABSENT, () -> String.format("%016x", random.nextLong()));
        run.search("a half of a trace id of 32 digits", PRESENT, () -> {
            int at = random.nextInt(17);
            return ids.get(random.nextInt(ids.size())).substring(at, at + 16);
        });
    }

    private static void collectIds(List<byte[]> batches, List<String> ids) {
        Matcher found = TRACE_ID.matcher(new String(batches.getLast(), StandardCharsets.ISO_8859_1));
        while (found.find()) {
            ids.add(found.group(1));
        }
    }

    private void store(List<byte[]> batches) throws IOException {
        FilterRun.Written written =
                FilterRun.write(CorpusBlocks.ofStreams(batches), SegmentOptions.COMPACTION.withZstdLevel(6));
        byte[] bytes = written.bytes();
        SegmentIndex index = SegmentIndex.readFromTail(RangeReader.of(bytes, "segment"), bytes.length);
        Set<Long> linePages = new HashSet<>();
        for (int block = 0; block < index.blockCount(); block++) {
            linePages.add(index.pages().offset(block, SegmentIndex.LINE_COLUMN));
        }
        Origin origin = new Origin.Flushed(GENERATION, segments.size(), segments.size());
        segments.add(new Stored(
                bytes,
                CatalogEntry.of("segment-" + segments.size(), written.summary(), 2, origin, "", true),
                linePages));
        storedBytes += bytes.length;
        lineBytes += index.lineBytes();
    }

    private interface Needles {
        String next();
    }

    private void search(String what, int count, Needles needles) {
        reads.set(0);
        readBytes.set(0);
        restReads.set(0);
        restBytes.set(0);
        roundsMax = 0;
        for (int i = 0; i < count; i++) {
            search(needles.next());
        }
        // Where all pages of a block stand together, what is wanted of it besides its lines comes with these.
        long together = reads.get() - restReads.get();
        System.out.printf(
                "| %s | %d | %.2f %% | %.1f | %.1f | %.2f | %.2f |%n",
                what,
                roundsMax,
                100.0 * readBytes.get() / count / storedBytes,
                (double) reads.get() / count,
                (double) together / count,
                (double) reads.get() / together,
                (double) readBytes.get() / (readBytes.get() - restBytes.get()));
    }

    /** Searches once. */
    private void search(String needle) {
        LogQueryPlan plan = LogQueryPlan.compile("{app=~\".+\"} |= \"" + needle + "\"");
        LeftBlocks blocks = new LeftBlocks();
        AtomicBoolean searching = new AtomicBoolean();
        long restBefore = restReads.get();
        try (SegmentCandidates candidates = new SegmentCandidates(2);
                ExecutorService cpu = Executors.newFixedThreadPool(1)) {
            boolean late = false;
            for (Stored stored : segments) {
                PrunedBlocks pruned = pruned(stored, plan, candidates, searching);
                late |= !pruned.reads().isEmpty();
                pruned.reads().forEach(FilterRead::run);
                blocks.add(pruned);
            }
            searching.set(true);
            LogQuery query = new LogQuery(plan, TimeRange.ALL, Direction.FORWARD, 1000, 0, false);
            QueryControl control = new QueryControl(System::nanoTime, Duration.ofMinutes(1));
            new LogQueryExecutor(cpu, 1, new BytesInFlight(64 << 20), 64 << 20)
                    .execute(query, new QuerySources(List.of(), blocks.blocks()), control);
            // Indexes and what is read ahead of filters; filters that only an index asked for; lines; times and
            // metadata.
            int rounds = 1 + (late ? 1 : 0) + (blocks.blocks().isEmpty() ? 0 : 1);
            roundsMax = Math.max(roundsMax, rounds + (restReads.get() > restBefore ? 1 : 0));
        }
    }

    private PrunedBlocks pruned(
            Stored stored, LogQueryPlan plan, SegmentCandidates candidates, AtomicBoolean searching) {
        RangeReader all = RangeReader.of(stored.bytes, "segment");
        RangeReader counting = (offset, into, at, length) -> {
            reads.incrementAndGet();
            readBytes.addAndGet(length);
            if (searching.get() && !stored.linePages.contains(offset)) {
                restReads.incrementAndGet();
                restBytes.addAndGet(length);
            }
            all.read(offset, into, at, length);
        };
        CatalogEntry entry = stored.entry;
        FilterAhead ahead = candidates.ahead(entry, plan, counting);
        ahead.reads().forEach(FilterRead::run);
        SegmentIndex index = SegmentIndex.read(counting, entry.indexOffset(), (int) entry.indexLengthBytes());
        return candidates.pruned(Segment.open(counting, index), plan, TimeRange.ALL, true, ahead);
    }
}

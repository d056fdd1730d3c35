package dev.lodur.bench;

import dev.lodur.engine.BlockCandidate;
import dev.lodur.engine.BytesInFlight;
import dev.lodur.engine.Direction;
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
import dev.lodur.segment.filter.FilterProbe;
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
    private static final Pattern TRACE_ID = Pattern.compile("\"trace_id\":\"([0-9a-f]{32})\"");

    private final List<Stored> segments = new ArrayList<>();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong readBytes = new AtomicLong();
    private final AtomicLong restReads = new AtomicLong();
    private final AtomicLong restBytes = new AtomicLong();
    private long storedBytes;
    private long lineBytes;

    /** A segment, of which the index is read anew for each search. */
    private record Stored(byte[] bytes, long indexOffset, int indexBytes, Set<Long> linePages) {}

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
                "| needle | share of the bytes | GETs | if pages were together | ratio of GETs | of bytes, at most |");
        System.out.println("|---|---|---|---|---|---|");
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
        byte[] bytes = FilterRun.write(CorpusBlocks.ofStreams(batches), SegmentOptions.COMPACTION.withZstdLevel(6))
                .bytes();
        SegmentIndex index = SegmentIndex.readFromTail(RangeReader.of(bytes, "segment"), bytes.length);
        Set<Long> linePages = new HashSet<>();
        for (int block = 0; block < index.blockCount(); block++) {
            linePages.add(index.pages().offset(block, SegmentIndex.LINE_COLUMN));
        }
        int[] place = place(bytes);
        segments.add(new Stored(bytes, place[0], place[1], linePages));
        storedBytes += bytes.length;
        lineBytes += index.lineBytes();
    }

    /** What the footer says of the index: where it begins and how long it is. */
    private static int[] place(byte[] bytes) {
        String tail = new String(
                bytes,
                Math.max(0, bytes.length - (1 << 16)),
                Math.min(bytes.length, 1 << 16),
                StandardCharsets.ISO_8859_1);
        Matcher found = Pattern.compile("1 (\\d{3,}) (\\d{3,})").matcher(tail);
        int[] place = new int[2];
        while (found.find()) {
            place[0] = Integer.parseInt(found.group(1));
            place[1] = Integer.parseInt(found.group(2));
        }
        return place;
    }

    private interface Needles {
        String next();
    }

    private void search(String what, int count, Needles needles) {
        reads.set(0);
        readBytes.set(0);
        restReads.set(0);
        restBytes.set(0);
        long hits = 0;
        for (int i = 0; i < count; i++) {
            hits += search(needles.next());
        }
        // Where all pages of a block stand together, what is wanted of it besides its lines is one read.
        long together = reads.get() - restReads.get() + hits;
        System.out.printf(
                "| %s | %.2f %% | %.1f | %.1f | %.2f | %.2f |%n",
                what,
                100.0 * readBytes.get() / count / storedBytes,
                (double) reads.get() / count,
                (double) together / count,
                (double) reads.get() / together,
                (double) readBytes.get() / (readBytes.get() - restBytes.get()));
    }

    /** Searches once and returns how many rows were found. */
    private int search(String needle) {
        LogQueryPlan plan = LogQueryPlan.compile("{app=~\".+\"} |= \"" + needle + "\"");
        List<BlockCandidate> blocks = new ArrayList<>();
        try (SegmentCandidates candidates = new SegmentCandidates(2);
                ExecutorService cpu = Executors.newFixedThreadPool(1)) {
            for (Stored stored : segments) {
                blocks.addAll(candidates(stored, plan, candidates));
            }
            LogQuery query = new LogQuery(plan, TimeRange.ALL, Direction.FORWARD, 1000, 0, false);
            QueryControl control = new QueryControl(System::nanoTime, Duration.ofMinutes(1));
            return new LogQueryExecutor(cpu, 1, new BytesInFlight(64 << 20), 64 << 20)
                    .execute(query, new QuerySources(List.of(), blocks), control)
                    .entryCount();
        }
    }

    private List<BlockCandidate> candidates(Stored stored, LogQueryPlan plan, SegmentCandidates candidates) {
        RangeReader all = RangeReader.of(stored.bytes, "segment");
        AtomicBoolean searching = new AtomicBoolean();
        RangeReader counting = (offset, into, at, length) -> {
            reads.incrementAndGet();
            readBytes.addAndGet(length);
            if (searching.get() && !stored.linePages.contains(offset)) {
                restReads.incrementAndGet();
                restBytes.addAndGet(length);
            }
            all.read(offset, into, at, length);
        };
        SegmentIndex index = SegmentIndex.read(counting, stored.indexOffset, stored.indexBytes);
        PrunedBlocks pruned = candidates.pruned(Segment.open(counting, index), plan, TimeRange.ALL, true);
        pruned.reads().forEach(FilterProbe.Read::run);
        searching.set(true);
        return pruned.left();
    }
}

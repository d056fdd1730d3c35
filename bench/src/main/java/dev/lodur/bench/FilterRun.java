package dev.lodur.bench;

import dev.lodur.bench.FilterNeedles.Kind;
import dev.lodur.engine.SubstringSearch;
import dev.lodur.model.Labels;
import dev.lodur.model.Lines;
import dev.lodur.model.RowBlock;
import dev.lodur.segment.RangeReader;
import dev.lodur.segment.Segment;
import dev.lodur.segment.SegmentIndex;
import dev.lodur.segment.SegmentOptions;
import dev.lodur.segment.SegmentPlan;
import dev.lodur.segment.SegmentSummary;
import dev.lodur.segment.SegmentWriter;
import dev.lodur.segment.filter.FilterAhead;
import dev.lodur.segment.filter.FilterProbe;
import dev.lodur.segment.filter.FilterRead;
import dev.lodur.segment.filter.FilterTable;
import dev.lodur.segment.filter.Needle;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

/** Measures what filters of compacted segments cost and leave out: {@code FilterRun MEGABYTES}. */
public final class FilterRun {
    private static final int NEEDLES = 60;

    record Written(byte[] bytes, SegmentSummary summary, double cpuSeconds) {}

    private FilterRun() {}

    /** @param arguments how many megabytes of lines */
    public static void main(String[] arguments) throws IOException {
        int megabytes = Integer.parseInt(arguments[0]);
        measure("corpus", CorpusBlocks.ofStreams(CorpusBatches.batches(megabytes)));
        measure("JSON with a random trace id and UUID in each line", jsonLines(Math.max(1, megabytes / 4)));
    }

    private static List<RowBlock> jsonLines(int megabytes) {
        Random random = new Random(5);
        long bytes = 0;
        CorpusBlocks.Builder rows = new CorpusBlocks.Builder(Labels.of("app", "gateway"));
        for (long time = 0; bytes < (long) megabytes << 20; time++) {
            String line = "{\"time\":\"2026-11-23T10:" + (10 + time % 50) + ":" + (10 + time / 50 % 50) + "."
                    + random.nextInt(1000) + "Z\",\"level\":\"info\",\"msg\":\"request handled\",\"method\":\"GET\","
                    + "\"path\":\"/api/v1/items/" + random.nextInt(100_000) + "\",\"status\":200,\"took_ms\":"
                    + random.nextInt(2000) + ",\"trace_id\":\""
                    + String.format("%016x%016x", random.nextLong(), random.nextLong()) + "\",\"request_id\":\""
                    + new UUID(random.nextLong(), random.nextLong()) + "\",\"node\":\"node-" + time % 11 + "\"}";
            byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
            rows.add(time, utf8);
            bytes += utf8.length;
        }
        return List.of(rows.build());
    }

    private static void measure(String what, List<RowBlock> streams) throws IOException {
        SegmentOptions options = SegmentOptions.COMPACTION;
        write(streams.subList(0, Math.min(3, streams.size())), options);
        Written plain = write(streams, options.withFilter(false));
        Written filtered = write(streams, options);
        RangeReader reader = RangeReader.of(filtered.bytes(), "filtered");
        Segment segment = Segment.open(reader, SegmentIndex.readFromTail(reader, filtered.bytes().length));
        FilterTable filter = Objects.requireNonNull(segment.index().filter());
        double raw = segment.index().lineBytes();
        System.out.printf(
                "%n## %s: %.0f MB, %d blocks, %d granules in %d rows%n",
                what,
                raw / 1e6,
                segment.index().blockCount(),
                filter.granules(),
                filter.rows().count());
        System.out.printf(
                "raw/stored without filter %.2f, with %.2f; filter %.2f %% of raw%n",
                raw / plain.bytes().length,
                raw / filtered.bytes().length,
                100.0 * (filtered.bytes().length - plain.bytes().length) / raw);
        System.out.printf(
                "CPU seconds per GB: %.2f without filter, %.2f with%n",
                plain.cpuSeconds() / raw * 1e9, filtered.cpuSeconds() / raw * 1e9);
        List<Lines> blocks = blocks(segment);
        for (Kind kind : Kind.values()) {
            measure(kind, segment, blocks);
        }
    }

    private static void measure(Kind kind, Segment segment, List<Lines> blocks) {
        Random random = new Random(11);
        long without = 0;
        long pruned = 0;
        long reads = 0;
        long readBytes = 0;
        int asked = 0;
        for (int i = 0; i < NEEDLES; i++) {
            FilterNeedles needles = new FilterNeedles(blocks.get(random.nextInt(blocks.size())), random);
            byte[] needle = needles.next(kind);
            if (needle == null) {
                continue;
            }
            asked++;
            FilterProbe probe = segment.probe(Needle.contained(needle), FilterAhead.NONE);
            BitSet may = new BitSet();
            may.set(0, blocks.size());
            if (probe != null) {
                probe.reads().forEach(FilterRead::run);
                may = probe.mayHave(blocks.size());
                reads += probe.reads().size();
                readBytes +=
                        probe.reads().stream().mapToInt(FilterRead::lengthBytes).sum();
            }
            SubstringSearch search = SubstringSearch.exactly(needle);
            for (int block = 0; block < blocks.size(); block++) {
                boolean has = has(blocks.get(block), search);
                if (has && !may.get(block)) {
                    throw new IllegalStateException("left out: " + new String(needle, StandardCharsets.UTF_8));
                }
                without += has ? 0 : 1;
                pruned += may.get(block) ? 0 : 1;
            }
        }
        if (asked > 0) {
            System.out.printf(
                    "| %s | %d | %.1f %% | %.2f %% | %.1f | %.1f |%n",
                    kind.text(),
                    asked,
                    100.0 * pruned / without,
                    100.0 * (without - pruned) / without,
                    (double) reads / asked,
                    readBytes / 1024.0 / asked);
        }
    }

    private static boolean has(Lines lines, SubstringSearch search) {
        int at = search.indexIn(lines.bytes(), lines.firstByte(), lines.endByte());
        while (at >= 0) {
            for (int row = 0, low = 0, high = lines.count() - 1; low <= high; ) {
                row = (low + high) >>> 1;
                if (lines.start(row) > at) {
                    high = row - 1;
                } else if (lines.start(row) + lines.length(row) <= at) {
                    low = row + 1;
                } else if (at + search.length() <= lines.start(row) + lines.length(row)) {
                    return true;
                } else {
                    break;
                }
            }
            at = search.indexIn(lines.bytes(), at + 1, lines.endByte());
        }
        return false;
    }

    private static List<Lines> blocks(Segment segment) {
        List<Lines> blocks = new ArrayList<>();
        for (int block = 0; block < segment.index().blockCount(); block++) {
            blocks.add(segment.block(block).lines());
        }
        return blocks;
    }

    static Written write(List<RowBlock> streams, SegmentOptions options) throws IOException {
        SegmentPlan plan = new SegmentPlan();
        for (RowBlock stream : streams) {
            plan.addStream(stream.labels(0), stream.rows());
        }
        plan.addMetadataKey("detected_level", Integer.MAX_VALUE);
        MemoryFile file = new MemoryFile();
        SegmentSummary summary;
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (SegmentWriter writer = new SegmentWriter(file, plan.columns(), options)) {
            for (RowBlock stream : streams) {
                SegmentBenchmark.append(stream, writer);
            }
            summary = writer.finish();
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        return new Written(file.toByteArray(), summary, nanos / 1e9);
    }
}

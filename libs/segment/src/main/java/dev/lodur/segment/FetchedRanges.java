package dev.lodur.segment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Ranges of a segment that are read ahead together. Immutable; thread-safe. */
final class FetchedRanges {
    private static final long RANGE_BYTES_MAX = 16 << 20;

    private record Range(long offset, long end) {
        int length() {
            return (int) (end - offset);
        }
    }

    private final List<Range> ranges;

    private FetchedRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    /** The joined ranges of all pages of some columns of some blocks. */
    static FetchedRanges plan(SegmentIndex index, int firstBlock, int endBlock, Set<SegmentColumn> columns) {
        List<Range> pages = new ArrayList<>();
        PageFetcher.Wanted add = (slot, offset, length) -> pages.add(new Range(offset, offset + length));
        for (int block = firstBlock; block < endBlock; block++) {
            for (SegmentColumn column : columns) {
                switch (column) {
                    case TIMESTAMPS -> addPage(index, block, SegmentIndex.TIMESTAMP_COLUMN, add);
                    case LINES -> addPage(index, block, SegmentIndex.LINE_COLUMN, add);
                    case METADATA -> MetadataDecoder.forEachPage(index, block, add);
                }
            }
        }
        pages.sort(Comparator.comparingLong(Range::offset));
        return new FetchedRanges(join(pages));
    }

    private static void addPage(SegmentIndex index, int block, int column, PageFetcher.Wanted add) {
        add.page(column, index.pages().offset(block, column), index.pages().length(block, column));
    }

    private static List<Range> join(List<Range> pages) {
        List<Range> joined = new ArrayList<>();
        for (Range page : pages) {
            Range last = joined.isEmpty() ? page : joined.removeLast();
            long end = Math.max(last.end, page.end);
            if (page.offset - last.end <= PageFetcher.GAP_BYTES_MAX
                    && (end == last.end || end - last.offset <= RANGE_BYTES_MAX)) {
                joined.add(new Range(last.offset, end));
            } else {
                joined.add(last);
                joined.add(page);
            }
        }
        return joined;
    }

    long totalBytes() {
        long total = 0;
        for (Range range : ranges) {
            total += range.length();
        }
        return total;
    }

    /** Reads the ranges; a reader that serves what lies in one of them from memory. */
    RangeReader fetch(RangeReader reader) {
        byte[][] contents = new byte[ranges.size()][];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = new byte[ranges.get(i).length()];
            reader.read(ranges.get(i).offset, contents[i], 0, contents[i].length);
        }
        return new Fetched(ranges, contents, reader);
    }

    private record Fetched(List<Range> ranges, byte[][] contents, RangeReader reader) implements RangeReader {
        @Override
        public void read(long offset, byte[] into, int at, int length) {
            for (int i = 0; i < contents.length; i++) {
                Range range = ranges.get(i);
                if (offset >= range.offset && offset + length <= range.end) {
                    System.arraycopy(contents[i], (int) (offset - range.offset), into, at, length);
                    return;
                }
            }
            reader.read(offset, into, at, length);
        }

        @Override
        public String name() {
            return reader.name();
        }
    }
}

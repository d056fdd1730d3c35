package dev.lodur.segment.v1;

import dev.lodur.segment.BlockTable;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.ByteSource;
import dev.lodur.segment.parquet.IntArray;

/** The section of runs, as {@link SegmentFormat} says. */
final class RunSection {
    private RunSection() {}

    static void write(RunTable runs, BlockTable blocks, ByteSink out) {
        out.putVarint(runs.levels().length);
        for (String level : runs.levels()) {
            out.putString(level);
        }
        int stream = 0;
        for (int run = 0; run < runs.count(); run++) {
            out.putVarint(runs.stream()[run] - stream);
            out.putVarint(runs.rows()[run]);
            out.putVarint(runs.minNanos()[run] - blocks.minNanos()[runs.block()[run]]);
            out.putVarint(runs.maxNanos()[run] - runs.minNanos()[run]);
            out.putVarint(runs.lineBytes()[run]);
            out.putVarint(runs.firstLevel()[run + 1] - runs.firstLevel()[run]);
            for (int i = runs.firstLevel()[run]; i < runs.firstLevel()[run + 1]; i++) {
                out.putVarint(runs.level()[i]);
                out.putVarint(runs.levelRows()[i]);
            }
            stream = runs.stream()[run];
        }
    }

    static RunTable read(ByteSource in, BlockTable blocks, int streams) {
        int count = blocks.firstRun()[blocks.count()];
        if (count > in.remaining()) {
            throw in.corrupt();
        }
        String[] levels = new String[in.getCount()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = in.getString();
        }
        int[] stream = new int[count];
        int[] block = new int[count];
        int[] firstRow = new int[count];
        int[] rows = new int[count];
        long[] min = new long[count];
        long[] max = new long[count];
        int[] lineBytes = new int[count];
        int[] firstLevel = new int[count + 1];
        var level = new IntArray();
        var levelRows = new IntArray();
        int before = 0;
        for (int b = 0; b < blocks.count(); b++) {
            int row = 0;
            for (int run = blocks.firstRun()[b]; run < blocks.firstRun()[b + 1]; run++) {
                stream[run] = before + in.getInt(streams - 1L - before);
                block[run] = b;
                firstRow[run] = row;
                rows[run] = in.getInt(blocks.rows()[b] - (long) row);
                min[run] = blocks.minNanos()[b] + in.getVarint();
                max[run] = min[run] + in.getVarint();
                lineBytes[run] = in.getInt(blocks.lineBytes()[b]);
                firstLevel[run] = level.size();
                for (int left = in.getCount(); left > 0; left--) {
                    level.add(in.getInt(levels.length - 1L));
                    levelRows.add(in.getInt(rows[run]));
                }
                before = stream[run];
                row += rows[run];
            }
            if (row != blocks.rows()[b]) {
                throw in.corrupt();
            }
        }
        firstLevel[count] = level.size();
        in.end();
        return new RunTable(
                stream,
                block,
                firstRow,
                rows,
                min,
                max,
                lineBytes,
                firstLevel,
                level.toArray(),
                levelRows.toArray(),
                levels);
    }
}

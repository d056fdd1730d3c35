package dev.lodur.segment.v1;

import dev.lodur.model.Labels;
import dev.lodur.segment.parquet.ByteDictionary;
import dev.lodur.segment.parquet.ColumnChunk;
import dev.lodur.segment.parquet.IntArray;
import dev.lodur.segment.parquet.PageScratch;
import dev.lodur.segment.parquet.RleHybrid;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.Encoding;

/**
 * Writes the column of one label for a row group: a dictionary and run lengths made of the runs of streams, so that its
 * cost is that of the runs and not of the rows. Not thread-safe.
 */
final class LabelChunkWriter {
    private final ByteDictionary dictionary = new ByteDictionary();
    private final IntArray runValues = new IntArray();

    /**
     * Writes the pages of one label.
     *
     * @param firstBlock the first of the row group's blocks in the tables of the index builder
     */
    void write(
            String label,
            List<Labels> streams,
            RunBuilder runs,
            int firstBlock,
            ColumnChunk chunk,
            PageScratch scratch) {
        dictionary.reset();
        runValues.reset();
        int firstRun = runs.firstRun(firstBlock);
        byte[] min = null;
        byte[] max = null;
        for (int run = firstRun; run < runs.count(); run++) {
            String value = streams.get(runs.stream(run)).get(label);
            if (value == null) {
                runValues.add(-1);
                continue;
            }
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            runValues.add(dictionary.add(utf8, 0, utf8.length));
            min = min == null || Arrays.compareUnsigned(utf8, min) < 0 ? utf8 : min;
            max = max == null || Arrays.compareUnsigned(utf8, max) > 0 ? utf8 : max;
        }
        if (min != null && max != null) {
            chunk.addDictionary(dictionary, scratch);
            chunk.setBounds(min, max);
        }
        for (int block = firstBlock; block < runs.blocks(); block++) {
            writePage(runs, block, firstRun, chunk, scratch);
        }
    }

    private void writePage(RunBuilder runs, int block, int firstRun, ColumnChunk chunk, PageScratch scratch) {
        scratch.reset();
        int width = RleHybrid.width(dictionary.size());
        if (dictionary.size() > 0) {
            scratch.values().write(width);
        }
        int nulls = 0;
        int rows = 0;
        int run = runs.firstRun(block);
        int end = runs.firstRun(block + 1);
        while (run < end) {
            int value = runValues.get(run - firstRun);
            int count = 0;
            for (; run < end && runValues.get(run - firstRun) == value; run++) {
                count += runs.rows(run);
            }
            RleHybrid.putRun(value < 0 ? 0 : 1, count, 1, scratch.levels());
            if (value >= 0) {
                RleHybrid.putRun(value, count, width, scratch.values());
            }
            nulls += value < 0 ? count : 0;
            rows += count;
        }
        chunk.addData(
                dictionary.size() > 0 ? Encoding.RLE_DICTIONARY : Encoding.PLAIN,
                new ColumnChunk.PageShape(rows, nulls, rows, 0),
                scratch);
    }
}

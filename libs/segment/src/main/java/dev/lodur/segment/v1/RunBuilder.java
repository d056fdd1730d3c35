package dev.lodur.segment.v1;

import dev.lodur.segment.BlockTable;
import dev.lodur.segment.RunTable;
import dev.lodur.segment.parquet.ByteDictionary;
import dev.lodur.segment.parquet.IntArray;
import dev.lodur.segment.parquet.LongArray;
import java.nio.charset.StandardCharsets;

/** Collects blocks and runs while a segment is written. Not thread-safe. */
final class RunBuilder {
    private final IntArray stream = new IntArray();
    private final IntArray block = new IntArray();
    private final IntArray firstRow = new IntArray();
    private final IntArray rows = new IntArray();
    private final LongArray minNanos = new LongArray();
    private final LongArray maxNanos = new LongArray();
    private final IntArray lineBytes = new IntArray();
    private final IntArray firstLevel = new IntArray();
    private final IntArray level = new IntArray();
    private final IntArray levelRows = new IntArray();
    private final ByteDictionary levels = new ByteDictionary();
    private final int[] levelCounts = new int[RunTable.LEVELS_MAX];

    private final IntArray blockRows = new IntArray();
    private final IntArray blockFirstRun = new IntArray();
    private final LongArray blockMinNanos = new LongArray();
    private final LongArray blockMaxNanos = new LongArray();
    private final IntArray blockLineBytes = new IntArray();
    private final IntArray rowGroupBlocks = new IntArray();

    private boolean open;

    RunBuilder() {
        levels.add(new byte[0], 0, 0);
        blockFirstRun.add(0);
        rowGroupBlocks.add(0);
    }

    /** The level of a row, given its value of the level key; -1 for one that is not counted. */
    int levelOf(byte[] value, int offset, int length) {
        return levels.size() < RunTable.LEVELS_MAX
                ? levels.add(value, offset, length)
                : levels.find(value, offset, length);
    }

    /** Adds a row, which begins a run where none is open. */
    void addRow(int streamIndex, int rowInBlock, long timestampNanos, int length, int levelIndex) {
        if (!open) {
            open = true;
            stream.add(streamIndex);
            block.add(blockRows.size());
            firstRow.add(rowInBlock);
            rows.add(0);
            minNanos.add(timestampNanos);
            maxNanos.add(timestampNanos);
            lineBytes.add(0);
            firstLevel.add(level.size());
        }
        int run = rows.size() - 1;
        rows.array()[run]++;
        maxNanos.array()[run] = timestampNanos;
        lineBytes.array()[run] += length;
        if (levelIndex >= 0) {
            levelCounts[levelIndex]++;
        }
    }

    /** Ends the open run: another stream or another block follows. */
    void endRun() {
        if (!open) {
            return;
        }
        open = false;
        for (int i = 0; i < levels.size(); i++) {
            if (levelCounts[i] > 0) {
                level.add(i);
                levelRows.add(levelCounts[i]);
                levelCounts[i] = 0;
            }
        }
    }

    void endBlock(int rowCount, long min, long max, int bytes) {
        endRun();
        blockRows.add(rowCount);
        blockFirstRun.add(stream.size());
        blockMinNanos.add(min);
        blockMaxNanos.add(max);
        blockLineBytes.add(bytes);
    }

    void endRowGroup() {
        rowGroupBlocks.add(blockRows.size());
    }

    int count() {
        return stream.size();
    }

    int blocks() {
        return blockRows.size();
    }

    int firstRun(int blockIndex) {
        return blockFirstRun.get(blockIndex);
    }

    int stream(int run) {
        return stream.get(run);
    }

    int rows(int run) {
        return rows.get(run);
    }

    BlockTable blockTable() {
        return new BlockTable(
                blockRows.toArray(),
                blockFirstRun.toArray(),
                blockMinNanos.toArray(),
                blockMaxNanos.toArray(),
                blockLineBytes.toArray(),
                rowGroupBlocks.toArray());
    }

    RunTable runTable() {
        String[] levelNames = new String[levels.size()];
        for (int i = 0; i < levelNames.length; i++) {
            levelNames[i] = new String(levels.copy(i), StandardCharsets.UTF_8);
        }
        firstLevel.add(level.size());
        return new RunTable(
                stream.toArray(),
                block.toArray(),
                firstRow.toArray(),
                rows.toArray(),
                minNanos.toArray(),
                maxNanos.toArray(),
                lineBytes.toArray(),
                firstLevel.toArray(),
                level.toArray(),
                levelRows.toArray(),
                levelNames);
    }
}

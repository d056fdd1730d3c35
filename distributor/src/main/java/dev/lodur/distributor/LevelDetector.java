package dev.lodur.distributor;

import dev.lodur.model.Bytes;
import org.jspecify.annotations.Nullable;

/** Finds the level of a line: as JSON, as logfmt, else by its words. Reused, not thread-safe. */
final class LevelDetector {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final JsonLevel jsonLevel = new JsonLevel();

    Level find(byte[] bytes, int start, int end, LevelFields fields, int jsonDepthMax) {
        Level level = null;
        if (JsonLevel.isObject(bytes, start, end)) {
            level = jsonLevel.find(bytes, start, end, fields, jsonDepthMax);
        } else if (hasEqualsSign(bytes, start, end)) {
            level = LogfmtLevel.find(bytes, start, end, fields);
        }
        return orWord(level, bytes, start, end);
    }

    private static Level orWord(@Nullable Level level, byte[] bytes, int start, int end) {
        return level != null ? level : WordLevel.find(bytes, start, end);
    }

    private static boolean hasEqualsSign(byte[] bytes, int start, int end) {
        int i = start;
        for (; i + 8 <= end; i += 8) {
            long word = Bytes.getLong(bytes, i) ^ ONES * '=';
            if (((word - ONES) & ~word & HIGHS) != 0) {
                return true;
            }
        }
        for (; i < end; i++) {
            if (bytes[i] == '=') {
                return true;
            }
        }
        return false;
    }
}

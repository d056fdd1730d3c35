package dev.lodur.segment.parquet;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;

/** The failure of a decoder whose bytes do not have the shape of their encoding. */
final class CorruptPage {
    private CorruptPage() {}

    static LodurException at(String encoding, int offset) {
        return new LodurException(ErrorCode.CORRUPT, encoding + " does not fit its length at byte " + offset);
    }
}

package dev.lodur.segment;

import dev.lodur.model.LodurException;

/** Puts the name of the segment into the failures of decoders, which know bytes only. */
final class NamedFailure {
    private NamedFailure() {}

    static LodurException of(LodurException failure, RangeReader reader) {
        return failure.text().contains(reader.name())
                ? failure
                : new LodurException(failure.code(), reader.name() + ": " + failure.text(), failure);
    }
}

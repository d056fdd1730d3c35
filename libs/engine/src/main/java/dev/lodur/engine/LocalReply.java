package dev.lodur.engine;

import org.jspecify.annotations.Nullable;

/** A reply out of this process. */
public record LocalReply(Announcements announcements, LocalSelect select) implements SelectReply {
    @Override
    public byte @Nullable [] nextBlock() {
        return select.nextBlock();
    }

    @Override
    public void close() {
        select.close();
    }
}

package dev.lodur.querier;

import dev.lodur.engine.Announcements;
import dev.lodur.engine.SelectReply;
import dev.lodur.model.LodurException;
import org.jspecify.annotations.Nullable;

/**
 * A reply that tells when it breaks off: the rows that it still owed are in no other part of the answer, so the query
 * has to begin again.
 */
record WatchedReply(SelectReply reply, Runnable onLost) implements SelectReply {
    @Override
    public Announcements announcements() {
        return reply.announcements();
    }

    @Override
    public byte @Nullable [] nextBlock() {
        try {
            return reply.nextBlock();
        } catch (LodurException e) {
            if (IngesterCalls.isOwnFailure(e.code())) {
                onLost.run();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        reply.close();
    }
}

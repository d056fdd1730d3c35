package dev.lodur.engine;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads the replies of several ingesters side by side, each on a virtual thread of its own that also closes it. */
final class Replies {
    /** Blocks that wait to be looked at; a reader that is ahead of that waits itself. */
    private static final int WAITING_MAX = 4;

    /** Takes blocks one by one, on the calling thread. */
    interface Sink {
        /** @param reply which of the replies the block comes from */
        void accept(int reply, byte[] block);
    }

    /** A block of a reply, its failure, or with neither its end. */
    private record Part(
            int reply, byte @Nullable [] block, @Nullable Throwable failure) {}

    private Replies() {}

    /** Reads all replies to their ends; a failure of one is thrown, and the others are closed then. */
    static void read(List<SelectReply> replies, QueryControl control, Sink sink) {
        BlockingQueue<Part> parts = new ArrayBlockingQueue<>(WAITING_MAX);
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < replies.size(); i++) {
            int reply = i;
            readers.add(Thread.ofVirtual().name("reply-reader").start(() -> readOne(reply, replies.get(reply), parts)));
        }
        try {
            int open = replies.size();
            while (open > 0) {
                Part part = control.poll(parts);
                control.check();
                rethrow(part.failure());
                byte[] block = part.block();
                if (block == null) {
                    open--;
                } else {
                    control.read(block.length);
                    sink.accept(part.reply(), block);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LodurException(ErrorCode.CANCELLED, "the query was cancelled", e);
        } finally {
            readers.forEach(Thread::interrupt);
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof LodurException known) {
            throw known;
        }
        if (failure != null) {
            throw new LodurException(ErrorCode.INTERNAL, "reading from an ingester failed: " + failure, failure);
        }
    }

    private static void readOne(int reply, SelectReply from, BlockingQueue<Part> parts) {
        try (from) {
            byte[] block = from.nextBlock();
            while (block != null) {
                parts.put(new Part(reply, block, null));
                block = from.nextBlock();
            }
            parts.put(new Part(reply, null, null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            report(parts, new Part(reply, null, e));
        }
    }

    private static void report(BlockingQueue<Part> parts, Part failure) {
        try {
            parts.put(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

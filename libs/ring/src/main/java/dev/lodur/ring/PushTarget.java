package dev.lodur.ring;

/** An ingester that takes batches: in this process, or behind gRPC. Thread-safe. */
@FunctionalInterface
public interface PushTarget {
    /**
     * Stores a batch (model's batch layout) and returns when it is durable there. Blocks, so it is called on virtual
     * threads; the array is not changed by either side.
     *
     * @throws dev.lodur.model.LodurException where it is not, or not wholly, stored; the code tells whether another
     *     ingester may be tried
     */
    void push(byte[] batch);

    /** Finds the target of a member. Thread-safe; does not connect. */
    @FunctionalInterface
    interface Directory {
        PushTarget of(Member member);
    }
}

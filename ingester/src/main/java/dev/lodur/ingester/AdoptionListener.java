package dev.lodur.ingester;

/** Is told when an ingester has taken over what an instance that does not run had left on its volume. Thread-safe. */
@FunctionalInterface
public interface AdoptionListener {
    /** The instance's folder is gone; what was in it is this ingester's. Must not block. */
    void adopted(String instance);
}

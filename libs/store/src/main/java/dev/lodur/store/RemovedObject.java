package dev.lodur.store;

/**
 * An object that a catalog does not name any more, but readers of an older version of it may still read.
 *
 * @param key the object's whole key
 * @param removedMillis when it was taken out of the catalog, by the store's clock
 */
public record RemovedObject(String key, long removedMillis) {}

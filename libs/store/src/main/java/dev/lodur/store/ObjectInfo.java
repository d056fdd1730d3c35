package dev.lodur.store;

/**
 * What a store says about one version of an object.
 *
 * @param etag names the version: equal ETags of one key mean equal bytes; opaque otherwise
 * @param lastModifiedMillis by the store's own clock, in milliseconds since 1970
 */
public record ObjectInfo(String key, long sizeBytes, String etag, long lastModifiedMillis) {}

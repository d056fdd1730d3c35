package dev.lodur.store;

/**
 * What a store says about one version of an object.
 *
 * @param etag names the version: equal ETags of one key mean equal bytes; opaque otherwise
 * @param lastModifiedMillis by the store's own clock, in milliseconds since 1970; of a put, when its answer was sent, which
 *     may be a little later than what is found afterwards
 */
public record ObjectInfo(String key, long sizeBytes, String etag, long lastModifiedMillis) {}

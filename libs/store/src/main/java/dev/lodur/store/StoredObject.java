package dev.lodur.store;

/** One version of an object, bytes and ETag; the array belongs to the caller. */
public record StoredObject(byte[] bytes, String etag) {}

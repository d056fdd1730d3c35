package dev.lodur.lokiapi.push;

/**
 * A push as it came over HTTP, its body not yet decompressed.
 *
 * @param contentType the header's value, empty where it is missing
 * @param contentEncoding the header's value, empty where it is missing
 * @param bytes the body, not changed by anybody
 */
public record PushBody(PushKind kind, String contentType, String contentEncoding, byte[] bytes) {}

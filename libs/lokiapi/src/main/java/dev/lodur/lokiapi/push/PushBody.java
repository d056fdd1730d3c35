package dev.lodur.lokiapi.push;

/**
 * A push as it came over HTTP, its body not yet decompressed.
 *
 * @param contentType the header's value, empty where it is missing
 * @param contentEncoding the header's value, empty where it is missing
 * @param bytes the body, not changed by anybody
 * @param decompressedBytesMax what the memory set aside for this body allows it to become
 */
public record PushBody(
        PushKind kind, String contentType, String contentEncoding, byte[] bytes, long decompressedBytesMax) {
    /** A body that only the decoder's own limit binds. */
    public PushBody(PushKind kind, String contentType, String contentEncoding, byte[] bytes) {
        this(kind, contentType, contentEncoding, bytes, Long.MAX_VALUE);
    }
}

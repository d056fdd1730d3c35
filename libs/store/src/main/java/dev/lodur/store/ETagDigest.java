package dev.lodur.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The ETag of an object from its bytes: the first 16 bytes of their SHA-256 in hexadecimal. */
final class ETagDigest {
    private static final int ETAG_BYTES = 16;

    private final MessageDigest digest = sha256();
    private long sizeBytes;

    void update(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        sizeBytes += length;
    }

    /** Bytes seen so far. */
    long sizeBytes() {
        return sizeBytes;
    }

    /** The ETag of the bytes seen; called once. */
    String etag() {
        return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), ETAG_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

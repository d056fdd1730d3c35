package dev.lodur.lokiapi.push;

/** A range of bytes: a body as it came, or decompressed. Nobody changes the bytes. */
record Body(byte[] bytes, int offset, int length) {
    static Body of(byte[] bytes) {
        return new Body(bytes, 0, bytes.length);
    }

    int end() {
        return offset + length;
    }
}

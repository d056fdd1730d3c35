package dev.lodur.engine.template;

import java.io.ByteArrayOutputStream;

/** Bytes in a row that are read as UTF-8 together; one thread. */
final class ByteRun {
    private final StringBuilder out;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ByteRun(StringBuilder out) {
        this.out = out;
    }

    void add(byte value) {
        bytes.write(value);
    }

    /** Appends the text of the bytes so far. */
    void flush() {
        if (bytes.size() > 0) {
            out.append(GoText.text(bytes.toByteArray(), 0, bytes.size()));
            bytes.reset();
        }
    }
}

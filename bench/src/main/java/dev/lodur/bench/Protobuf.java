package dev.lodur.bench;

import java.io.ByteArrayOutputStream;

/** As much of the protobuf wire format as a push request needs. */
final class Protobuf {
    private Protobuf() {}

    static void field(ByteArrayOutputStream out, int number, byte[] value) {
        varint(out, ((long) number << 3) | 2);
        varint(out, value.length);
        out.writeBytes(value);
    }

    static void entry(ByteArrayOutputStream out, long timestampNanos, byte[] line) {
        ByteArrayOutputStream timestamp = new ByteArrayOutputStream(16);
        timestamp.write(8);
        varint(timestamp, timestampNanos / 1_000_000_000);
        timestamp.write(16);
        varint(timestamp, timestampNanos % 1_000_000_000);
        ByteArrayOutputStream entry = new ByteArrayOutputStream(line.length + 32);
        field(entry, 1, timestamp.toByteArray());
        field(entry, 2, line);
        field(out, 2, entry.toByteArray());
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}

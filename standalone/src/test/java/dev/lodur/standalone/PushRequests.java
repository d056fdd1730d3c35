package dev.lodur.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xerial.snappy.Snappy;

/** Push requests as Promtail sends them: protobuf in a snappy block, made by hand so that no code of ours checks itself. */
public final class PushRequests {
    public static final String CONTENT_TYPE = "application/x-protobuf";

    /** One line with its time. */
    public record Line(long timestampNanos, byte[] bytes) {
        public Line(long timestampNanos, String text) {
            this(timestampNanos, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** One stream with its lines. */
    public record Labeled(String labels, List<Line> lines) {}

    private PushRequests() {}

    public static byte[] snappy(String labels, List<Line> lines) {
        return snappy(List.of(new Labeled(labels, lines)));
    }

    public static byte[] snappy(List<Labeled> streams) {
        try {
            return Snappy.compress(protobuf(streams));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] protobuf(String labels, List<Line> lines) {
        return protobuf(List.of(new Labeled(labels, lines)));
    }

    private static byte[] protobuf(List<Labeled> streams) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        for (Labeled labeled : streams) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            field(stream, 1, labeled.labels().getBytes(StandardCharsets.UTF_8));
            for (Line line : labeled.lines()) {
                field(stream, 2, entry(line));
            }
            field(request, 1, stream.toByteArray());
        }
        return request.toByteArray();
    }

    private static byte[] entry(Line line) {
        ByteArrayOutputStream timestamp = new ByteArrayOutputStream();
        timestamp.write(1 << 3);
        varint(timestamp, Math.floorDiv(line.timestampNanos(), 1_000_000_000L));
        timestamp.write(2 << 3);
        varint(timestamp, Math.floorMod(line.timestampNanos(), 1_000_000_000L));
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        field(entry, 1, timestamp.toByteArray());
        field(entry, 2, line.bytes());
        return entry.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] value) {
        varint(out, (long) number << 3 | 2);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}

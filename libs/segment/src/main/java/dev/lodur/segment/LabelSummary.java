package dev.lodur.segment;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import dev.lodur.model.StreamId;
import dev.lodur.segment.parquet.ByteSink;
import dev.lodur.segment.parquet.ByteSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What labels the streams of a segment have, small enough for the catalog: a segment that cannot match is left out of a
 * query before anything of it is read.
 *
 * <pre>
 * summary := version:u8 flags:u8 nameCount:varint name*nameCount
 * name    := text flags:u8 valueCount:varint (text*valueCount | bloom)
 * text    := length:varint utf8
 * bloom   := length:varint bytes          length is a power of two
 * </pre>
 *
 * Summary flag 1: there are more names than those listed. Name flags 1: every stream has the name; 2: a bloom filter
 * stands instead of the values. A value sets the bits {@code (high + i × low) mod bits} for i from 0 to 5 of its {@link
 * StreamId} hash. At most {@value #NAMES_MAX} names; a name has its values listed when they are at most
 * {@value #VALUES_MAX} with {@value #VALUE_BYTES_MAX} bytes, otherwise at least 10 filter bits a value as far as they fit, at most {@value
 * #BLOOM_BYTES_MAX} bytes. Pruning is sound: nothing is left out that could match. Immutable and thread-safe.
 */
public final class LabelSummary {
    /** Names beyond these are not in the summary. */
    public static final int NAMES_MAX = 64;
    /** Values that are listed for a name at most. */
    public static final int VALUES_MAX = 32;
    /** Bytes of the listed values of a name at most. */
    public static final int VALUE_BYTES_MAX = 1024;
    /** Bytes of the filter of a name at most. */
    public static final int BLOOM_BYTES_MAX = 1024;

    private static final int VERSION = 1;
    private static final int MORE_NAMES = 1;
    private static final int EVERY_STREAM = 1;
    private static final int BLOOM = 2;
    private static final int PROBES = 6;

    private record Name(boolean everyStream, String @Nullable [] values, byte @Nullable [] bloom) {}

    private final boolean moreNames;
    private final Map<String, Name> names;

    private LabelSummary(boolean moreNames, Map<String, Name> names) {
        this.moreNames = moreNames;
        this.names = names;
    }

    /** The summary of a segment's streams. */
    public static LabelSummary of(StreamTable streams) {
        Map<String, Name> names = new TreeMap<>();
        for (String name : streams.names()) {
            if (names.size() == NAMES_MAX) {
                return new LabelSummary(true, names);
            }
            names.put(name, summarize(streams, name));
        }
        return new LabelSummary(false, names);
    }

    private static Name summarize(StreamTable streams, String name) {
        List<String> values = streams.values(name);
        boolean everyStream = streams.matching(name, String::isEmpty).isEmpty();
        long bytes = values.stream().mapToLong(String::length).sum();
        if (values.size() <= VALUES_MAX && bytes <= VALUE_BYTES_MAX) {
            return new Name(everyStream, values.toArray(String[]::new), null);
        }
        int wanted = (int) Math.min(BLOOM_BYTES_MAX, values.size() * 10L / 8);
        byte[] bloom = new byte[Math.max(8, Integer.highestOneBit(wanted * 2 - 1))];
        for (String value : values) {
            StreamId hash = hash(value);
            for (int i = 0; i < PROBES; i++) {
                int bit = bit(hash, i, bloom.length);
                bloom[bit >>> 3] |= (byte) (1 << (bit & 7));
            }
        }
        return new Name(everyStream, null, bloom);
    }

    private static StreamId hash(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return StreamId.of(utf8, 0, utf8.length);
    }

    private static int bit(StreamId hash, int probe, int bytes) {
        return (int) ((hash.high() + probe * hash.low()) & (bytes * 8L - 1));
    }

    /** The names of all labels; nothing where not all are known. */
    public Optional<Set<String>> names() {
        return moreNames ? Optional.empty() : Optional.of(Set.copyOf(names.keySet()));
    }

    /**
     * Whether a stream may have a value of the label that matches; a stream without the label has the empty value.
     * Never false where there is such a stream.
     */
    public boolean mayMatch(String label, Predicate<String> valueMatches) {
        Name name = names.get(label);
        if (name == null) {
            return moreNames || valueMatches.test("");
        }
        if (name.values == null || (!name.everyStream && valueMatches.test(""))) {
            return true;
        }
        for (String value : name.values) {
            if (valueMatches.test(value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a stream may have exactly this value of the label; empty asks for streams without it. */
    public boolean mayEqual(String label, String value) {
        Name name = names.get(label);
        if (name == null || name.bloom == null) {
            return mayMatch(label, value::equals);
        }
        if (value.isEmpty() && !name.everyStream) {
            return true;
        }
        StreamId hash = hash(value);
        for (int i = 0; i < PROBES; i++) {
            int bit = bit(hash, i, name.bloom.length);
            if ((name.bloom[bit >>> 3] & 1 << (bit & 7)) == 0) {
                return false;
            }
        }
        return true;
    }

    public byte[] encode() {
        ByteSink out = new ByteSink(256);
        out.write(VERSION);
        out.write(moreNames ? MORE_NAMES : 0);
        out.putVarint(names.size());
        names.forEach((label, name) -> {
            out.putString(label);
            out.write((name.everyStream ? EVERY_STREAM : 0) | (name.bloom != null ? BLOOM : 0));
            if (name.bloom != null) {
                out.putVarint(name.bloom.length);
                out.write(name.bloom, 0, name.bloom.length);
            } else if (name.values != null) {
                out.putVarint(name.values.length);
                for (String value : name.values) {
                    out.putString(value);
                }
            }
        });
        return Arrays.copyOf(out.array(), out.size());
    }

    /**
     * Decodes what {@link #encode} wrote.
     *
     * @throws LodurException with CORRUPT or FORMAT_TOO_NEW
     */
    public static LabelSummary decode(byte[] bytes) {
        ByteSource in = new ByteSource(bytes, 0, bytes.length);
        int version = in.getByte();
        if (version != VERSION) {
            throw new LodurException(
                    version > VERSION ? ErrorCode.FORMAT_TOO_NEW : ErrorCode.CORRUPT,
                    "label summary of version " + version + ", this one reads " + VERSION);
        }
        boolean moreNames = (in.getByte() & MORE_NAMES) != 0;
        int count = in.getCount();
        Map<String, Name> names = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            names.put(in.getString(), decodeName(in));
        }
        return new LabelSummary(moreNames, names);
    }

    private static Name decodeName(ByteSource in) {
        int flags = in.getByte();
        boolean everyStream = (flags & EVERY_STREAM) != 0;
        int count = in.getCount();
        if ((flags & BLOOM) != 0) {
            if (Integer.bitCount(count) != 1) {
                throw in.corrupt();
            }
            byte[] bloom = new byte[count];
            for (int i = 0; i < count; i++) {
                bloom[i] = (byte) in.getByte();
            }
            return new Name(everyStream, null, bloom);
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(in.getString());
        }
        return new Name(everyStream, values.toArray(String[]::new), null);
    }
}

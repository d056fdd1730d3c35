package dev.lodur.model;

/**
 * The 128-bit identity of a label set: equal labels have equal ids, and two different label sets of one tenant share an
 * id with a probability below 2^-90 even for a hundred million streams, so ids are compared instead of labels.
 *
 * <p>It is MurmurHash3 x64 128 (Austin Appleby, public domain) over the packed form of the labels ({@link
 * BatchFormat}); the value is written to disk and decides placement on the ring, so it never changes.
 */
public record StreamId(long high, long low) implements Comparable<StreamId> {

    /** The id of the labels whose packed form is the given range of bytes. */
    public static StreamId of(byte[] bytes, int offset, int length) {
        long[] halves = new long[2];
        hash(bytes, offset, length, halves);
        return new StreamId(halves[0], halves[1]);
    }

    /** Writes the id that {@link #of} makes of a range of bytes, the high half first: for hashing row after row. */
    public static void hash(byte[] bytes, int offset, int length, long[] halves) {
        Murmur3.hash128(bytes, offset, length, 0, halves);
    }

    /** The position on the ring: 32 bits, read as unsigned. */
    public int ringToken(Tenant tenant) {
        long mixed = high ^ (31L * tenant.id().hashCode());
        mixed *= 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32);
    }

    @Override
    public int compareTo(StreamId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}

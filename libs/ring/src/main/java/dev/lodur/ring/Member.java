package dev.lodur.ring;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * One ingester as the ring knows it.
 *
 * @param id the instance, unique in the ring
 * @param address where it answers gRPC, in the form that the one who connects understands
 * @param zone the failure zone, or an empty text
 * @param state what it may be asked to do
 * @param tokens its places on the ring, ascending as unsigned numbers; not changed by anybody
 * @param facts what else is known of it
 */
public record Member(String id, String address, String zone, MemberState state, int[] tokens, Facts facts) {
    /** Tokens of a member where nothing else is configured: enough for shares within a few percent. */
    public static final int TOKENS_DEFAULT = 128;

    /**
     * What a member says of itself besides its place.
     *
     * @param httpAddress host and port of its HTTP API; empty where it has none
     * @param registeredMillis when it first came into the ring, since 1970
     * @param heardMillis when it last said something, since 1970
     * @param oldestUnflushedNanos the time of the oldest entry that is not in the bucket; {@link #NOTHING_UNFLUSHED}
     *     where all is
     */
    public record Facts(String httpAddress, long registeredMillis, long heardMillis, long oldestUnflushedNanos) {
        public static final long NOTHING_UNFLUSHED = Long.MAX_VALUE;
        public static final Facts NONE = new Facts("", 0, 0, NOTHING_UNFLUSHED);

        public Facts withHeard(long millis) {
            return new Facts(httpAddress, registeredMillis, millis, oldestUnflushedNanos);
        }

        public Facts withOldestUnflushed(long nanos) {
            return new Facts(httpAddress, registeredMillis, heardMillis, nanos);
        }
    }

    public Member {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a member without an id");
        }
        tokens = tokens.clone();
        sortUnsigned(tokens);
    }

    /** A member of which nothing else is known. */
    public Member(String id, String address, String zone, MemberState state, int[] tokens) {
        this(id, address, zone, state, tokens, Facts.NONE);
    }

    public Member withFacts(Facts newFacts) {
        return new Member(id, address, zone, state, tokens, newFacts);
    }

    public Member withState(MemberState newState) {
        return new Member(id, address, zone, newState, tokens, facts);
    }

    /** Tokens drawn at random; two members draw the same one so rarely that the ring only has to stay defined then. */
    public static int[] randomTokens(RandomGenerator random, int count) {
        return random.ints(count).toArray();
    }

    private static void sortUnsigned(int[] values) {
        flip(values);
        Arrays.sort(values);
        flip(values);
    }

    private static void flip(int[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] ^= Integer.MIN_VALUE;
        }
    }
}

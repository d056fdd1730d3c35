package dev.lodur.ring;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * One ingester as the ring knows it.
 *
 * @param id the instance, unique in the ring
 * @param address where it answers, in the form that the one who connects understands
 * @param zone the failure zone, or an empty text
 * @param state what it may be asked to do
 * @param tokens its places on the ring, ascending as unsigned numbers; not changed by anybody
 */
public record Member(String id, String address, String zone, MemberState state, int[] tokens) {
    /** Tokens of a member where nothing else is configured: enough for shares within a few percent. */
    public static final int TOKENS_DEFAULT = 128;

    public Member {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a member without an id");
        }
        tokens = tokens.clone();
        sortUnsigned(tokens);
    }

    public Member withState(MemberState newState) {
        return new Member(id, address, zone, newState, tokens);
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

package dev.lodur.engine;

/**
 * How common each byte is in log lines, by a fixed table: what a search picks the bytes to look for by.
 *
 * <p>The order was counted over application, access and system logs; only ranks matter, so it holds for logs in general.
 */
final class ByteFrequency {
    /** From the most common byte down; what is not listed is rarer than all of these. */
    private static final String COMMON =
            " e0ta1inosr2d-c:l./53m4u68797p\"=h,_fgbyvwk[](){}TSEIARDNCxLOMPBFqj'z|+*;@U<>#?GWVH&$%KX\\QJYZ!`~^";

    private static final byte[] RANKS = ranks();

    private ByteFrequency() {}

    private static byte[] ranks() {
        byte[] ranks = new byte[256];
        for (int i = 0; i < COMMON.length(); i++) {
            ranks[COMMON.charAt(i)] = (byte) (127 - i);
        }
        // In text that is not English half of the bytes lie here, and a few of them are very common.
        for (int i = 0x80; i < 0x100; i++) {
            ranks[i] = 40;
        }
        ranks['\n'] = 45;
        ranks['\t'] = 45;
        return ranks;
    }

    /** From 0 for bytes that hardly occur up to 127 for the blank. */
    static int rank(byte b) {
        return RANKS[b & 0xff];
    }

    /** The rank of a letter in both its cases. */
    static int rankIgnoringCase(byte b) {
        return isLetter(b) ? Math.max(rank((byte) (b | 0x20)), rank((byte) (b & ~0x20))) : rank(b);
    }

    static boolean isLetter(byte b) {
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'z';
    }
}

package dev.lodur.engine.fields;

import dev.lodur.model.Bytes;

/** MetroHash64 of J. Andrew Rogers (2015), version 1: spreads bytes evenly over 64 bits. Not for secrets. */
final class MetroHash {
    private static final long K0 = 0xD6D018F5L;
    private static final long K1 = 0xA2AA033BL;
    private static final long K2 = 0x62992FC1L;
    private static final long K3 = 0x30BC5B29L;

    private MetroHash() {}

    static long hash(byte[] bytes, long seed) {
        long hash = (seed + K2) * K0;
        int at = 0;
        int left = bytes.length;
        if (left >= 32) {
            long a = hash;
            long b = hash;
            long c = hash;
            long d = hash;
            for (; left >= 32; at += 32, left -= 32) {
                a = Long.rotateRight(a + Bytes.getLong(bytes, at) * K0, 29) + c;
                b = Long.rotateRight(b + Bytes.getLong(bytes, at + 8) * K1, 29) + d;
                c = Long.rotateRight(c + Bytes.getLong(bytes, at + 16) * K2, 29) + a;
                d = Long.rotateRight(d + Bytes.getLong(bytes, at + 24) * K3, 29) + b;
            }
            c ^= Long.rotateRight((a + d) * K0 + b, 37) * K1;
            d ^= Long.rotateRight((b + c) * K1 + a, 37) * K0;
            a ^= Long.rotateRight((a + c) * K0 + d, 37) * K1;
            b ^= Long.rotateRight((b + d) * K1 + c, 37) * K0;
            hash += a ^ b;
        }
        if (left >= 16) {
            long a = Long.rotateRight(hash + Bytes.getLong(bytes, at) * K2, 29) * K3;
            long b = Long.rotateRight(hash + Bytes.getLong(bytes, at + 8) * K2, 29) * K3;
            a ^= Long.rotateRight(a * K0, 21) + b;
            b ^= Long.rotateRight(b * K3, 21) + a;
            hash += b;
            at += 16;
            left -= 16;
        }
        return finish(tail(hash, bytes, at, left));
    }

    private static long tail(long hash, byte[] bytes, int from, int length) {
        int at = from;
        int left = length;
        long result = hash;
        if (left >= 8) {
            result += Bytes.getLong(bytes, at) * K3;
            result ^= Long.rotateRight(result, 55) * K1;
            at += 8;
            left -= 8;
        }
        if (left >= 4) {
            result += Integer.toUnsignedLong(Bytes.getInt(bytes, at)) * K3;
            result ^= Long.rotateRight(result, 26) * K1;
            at += 4;
            left -= 4;
        }
        if (left >= 2) {
            result += Bytes.getUnsignedShort(bytes, at) * K3;
            result ^= Long.rotateRight(result, 48) * K1;
            at += 2;
            left -= 2;
        }
        if (left >= 1) {
            result += (bytes[at] & 0xffL) * K3;
            result ^= Long.rotateRight(result, 37) * K1;
        }
        return result;
    }

    private static long finish(long hash) {
        long mixed = (hash ^ Long.rotateRight(hash, 28)) * K0;
        return mixed ^ Long.rotateRight(mixed, 29);
    }
}

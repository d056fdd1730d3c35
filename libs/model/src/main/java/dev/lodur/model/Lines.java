package dev.lodur.model;

import java.nio.charset.StandardCharsets;

/**
 * The lines of a block: all bytes one after the other without separators, and where each line begins.
 *
 * <p>Line {@code i} is {@code bytes[offsets[i]] .. bytes[offsets[i + 1]]}. Behind the last line the array has at least
 * {@link #SLACK_BYTES} more bytes of no meaning, so that kernels may read whole words. Both arrays belong to the block:
 * nobody changes them.
 *
 * @param bytes the lines' bytes, UTF-8
 * @param offsets ascending, {@code count + 1} of them; the array may be longer, so that it can be used again
 * @param count the number of lines
 */
public record Lines(byte[] bytes, int[] offsets, int count) {
    /** Bytes that may be read, but mean nothing, behind the last line. */
    public static final int SLACK_BYTES = 16;

    public Lines {
        if (bytes.length < offsets[count] + SLACK_BYTES) {
            throw new IllegalArgumentException("no slack behind the lines");
        }
    }

    /** Lines whose offsets fill their array. */
    public Lines(byte[] bytes, int[] offsets) {
        this(bytes, offsets, offsets.length - 1);
    }

    public int start(int row) {
        return offsets[row];
    }

    public int end(int row) {
        return offsets[row + 1];
    }

    public int length(int row) {
        return offsets[row + 1] - offsets[row];
    }

    /** Where the first line begins. */
    public int firstByte() {
        return offsets[0];
    }

    /** The end of the last line. */
    public int endByte() {
        return offsets[count];
    }

    public String text(int row) {
        return new String(bytes, offsets[row], length(row), StandardCharsets.UTF_8);
    }
}

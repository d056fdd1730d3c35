package dev.lodur.segment.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds out which entries ({@link LineEntries}) a line has for sure that contains a text.
 *
 * <p>A token of the text is one of the line where other bytes stand on both sides of it. One at an edge of the text may be
 * a part of the line's token, of which then one end at most is known, and a hex run there may be a part of a longer one;
 * one of 16 digits or more is found in any longer one by its parts, of which one tells enough.
 */
final class NeedleText {
    static final int RARITY_OF_METADATA = 16;

    private static final int RARITY_OF_HEX = 32;
    private static final int RARITY_OF_UUID = 100;

    private final byte[] text;
    private final boolean enclosed;
    private final List<Needle> needles = new ArrayList<>();
    private final TokenScanner tokens = new TokenScanner(this::addHexRun);

    private NeedleText(byte[] text, boolean enclosed) {
        this.text = text;
        this.enclosed = enclosed;
    }

    /**
     * @param enclosed whether no token of the line reaches beyond the edges of the text
     */
    static Needle of(byte[] text, boolean enclosed) {
        return new NeedleText(text, enclosed).find();
    }

    private Needle find() {
        tokens.begin(text, 0, text.length);
        while (tokens.next()) {
            addToken(endsLeft(tokens.tokenFrom()), endsRight(tokens.tokenTo()));
        }
        for (int at = 0; at + Entries.UUID_BYTES <= text.length; at++) {
            if (Entries.isUuid(text, at)) {
                needles.add(new Needle.Entry(Entries.uuid(text, at), RARITY_OF_UUID));
            }
        }
        return Needle.allOf(needles);
    }

    /** Whether what begins here begins here in the line as well: something else stands before it, or the line's begin. */
    private boolean endsLeft(int from) {
        return enclosed || from > 0;
    }

    private boolean endsRight(int to) {
        return enclosed || to < text.length;
    }

    private void addHexRun(byte[] bytes, int from, int length) {
        if (length >= HexParts.RUN_MIN) {
            needles.add(new Needle.Entry(HexParts.first(bytes, from), RARITY_OF_HEX + length));
            return;
        }
        Needle run = new Needle.Entry(Entries.hexRun(bytes, from, length), RARITY_OF_HEX + length);
        boolean whole = endsLeft(from) && endsRight(from + length);
        needles.add(whole ? run : Needle.anyOf(List.of(new Needle.LongerHexRun(length), run)));
    }

    private void addToken(boolean left, boolean right) {
        int length = tokens.length();
        if (tokens.isHexRun() || (length < Entries.WORD_BYTES && !(left && right))) {
            return;
        }
        boolean whole = left && right;
        if (whole && length <= Entries.WORD_BYTES) {
            if (!tokens.isSkipped()) {
                needles.add(word(tokens.last()));
            }
            return;
        }
        if (left) {
            needles.add(end(tokens.first(), whole));
        }
        if (right) {
            needles.add(end(tokens.last(), whole));
        }
    }

    /** One end of a token of which the other is not known: only hex digits may go on as a hex run, which has no ends. */
    private Needle end(long word, boolean whole) {
        Needle end = word(word);
        return whole || !tokens.isAllHex()
                ? end
                : Needle.anyOf(
                        List.of(new Needle.LongerHexRun(Math.max(tokens.length(), Entries.HEX_RUN_MIN - 1)), end));
    }

    private Needle word(long word) {
        return new Needle.Entry(Entries.word(word), tokens.length());
    }
}

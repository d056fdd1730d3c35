package dev.lodur.engine.template;

/** Fills texts up to a width, which counts characters. */
final class Padding {
    private Padding() {}

    static void append(StringBuilder out, String text, PrintFlags flags) {
        append(out, text, flags, flags.width(), flags.zero());
    }

    static void append(StringBuilder out, String text, PrintFlags flags, int width, boolean zeros) {
        int missing = Math.max(0, width - GoText.characters(text));
        if (flags.minus()) {
            out.append(text).repeat(' ', missing);
        } else {
            out.repeat(zeros ? '0' : ' ', missing).append(text);
        }
    }
}

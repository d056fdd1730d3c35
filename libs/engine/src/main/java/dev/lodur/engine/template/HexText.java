package dev.lodur.engine.template;

import java.util.HexFormat;

/** The bytes of a text in hexadecimal, as {@code %x} prints them. */
final class HexText {
    private HexText() {}

    static String of(String text, PrintFlags flags) {
        byte[] bytes = GoText.bytes(text);
        int length = flags.hasPrecision() ? Math.min(flags.precision(), bytes.length) : bytes.length;
        if (length == 0) {
            return "";
        }
        HexFormat format = HexFormat.of();
        if (flags.space()) {
            format = HexFormat.ofDelimiter(" ").withPrefix(flags.sharp() ? "0x" : "");
        }
        String digits = format.formatHex(bytes, 0, length);
        return flags.sharp() && !flags.space() ? "0x" + digits : digits;
    }
}

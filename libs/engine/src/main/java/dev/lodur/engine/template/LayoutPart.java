package dev.lodur.engine.template;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a layout of times: a literal text, or a part of Go's reference time, {@code Mon Jan 2 15:04:05 MST 2006}.
 *
 * @param text the piece as it stands in the layout
 */
record LayoutPart(Type type, String text) {
    /** What a piece stands for. */
    enum Type {
        LITERAL(""),
        LONG_MONTH("January"),
        LONG_WEEKDAY("Monday"),
        LONG_YEAR("2006"),
        ZERO_YEAR_DAY("002"),
        BLANK_YEAR_DAY("__2"),
        SHORT_MONTH("Jan"),
        SHORT_WEEKDAY("Mon"),
        ZONE_NAME("MST"),
        ZERO_MONTH("01"),
        ZERO_DAY("02"),
        ZERO_HOUR_12("03"),
        ZERO_MINUTE("04"),
        ZERO_SECOND("05"),
        SHORT_YEAR("06"),
        HOUR("15"),
        BLANK_DAY("_2"),
        UPPER_HALF("PM"),
        LOWER_HALF("pm"),
        MONTH("1"),
        DAY("2"),
        HOUR_12("3"),
        MINUTE("4"),
        SECOND("5"),
        /** {@code -0700} and its like, and with a Z for zero. */
        OFFSET(""),
        /** {@code .000} or {@code .999}, the comma too. */
        FRACTION("");

        private final String text;

        Type(String text) {
            this.text = text;
        }
    }

    private static final List<String> OFFSETS =
            List.of("-070000", "-07:00:00", "-0700", "-07:00", "-07", "Z070000", "Z07:00:00", "Z0700", "Z07:00", "Z07");
    private static final Type[] TYPES = Type.values();

    static List<LayoutPart> parse(String layout) {
        List<LayoutPart> parts = new ArrayList<>();
        int literal = 0;
        int at = 0;
        while (at < layout.length()) {
            LayoutPart part = partAt(layout, at);
            int length = part.text.length();
            if (part.type != Type.LITERAL) {
                addLiteral(parts, layout, literal, at);
                parts.add(part);
                literal = at + length;
            }
            at += length;
        }
        addLiteral(parts, layout, literal, at);
        return parts;
    }

    private static void addLiteral(List<LayoutPart> parts, String layout, int from, int to) {
        if (to > from) {
            parts.add(new LayoutPart(Type.LITERAL, layout.substring(from, to)));
        }
    }

    private static LayoutPart partAt(String layout, int at) {
        if (layout.startsWith("_2006", at)) {
            return new LayoutPart(Type.LITERAL, "_");
        }
        for (Type type : TYPES) {
            if (!type.text.isEmpty() && layout.startsWith(type.text, at) && !continuesWord(layout, at, type)) {
                return new LayoutPart(type, type.text);
            }
        }
        for (String offset : OFFSETS) {
            if (layout.startsWith(offset, at)) {
                return new LayoutPart(Type.OFFSET, offset);
            }
        }
        int fraction = fractionLength(layout, at);
        return fraction > 0
                ? new LayoutPart(Type.FRACTION, layout.substring(at, at + fraction))
                : new LayoutPart(Type.LITERAL, layout.substring(at, at + 1));
    }

    /** Short names of months and days count only where no small letter follows. */
    private static boolean continuesWord(String layout, int at, Type type) {
        int end = at + type.text.length();
        return (type == Type.SHORT_MONTH || type == Type.SHORT_WEEKDAY)
                && end < layout.length()
                && layout.charAt(end) >= 'a'
                && layout.charAt(end) <= 'z';
    }

    private static int fractionLength(String layout, int at) {
        if ((layout.charAt(at) != '.' && layout.charAt(at) != ',') || at + 1 == layout.length()) {
            return 0;
        }
        char digit = layout.charAt(at + 1);
        if (digit != '0' && digit != '9') {
            return 0;
        }
        int end = at + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean digitFollows = end < layout.length() && layout.charAt(end) >= '0' && layout.charAt(end) <= '9';
        return digitFollows ? 0 : end - at;
    }
}

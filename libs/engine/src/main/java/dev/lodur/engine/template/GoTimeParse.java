package dev.lodur.engine.template;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads times by Go's layouts; one use. */
final class GoTimeParse {
    private final String text;
    private int at;
    private int year;
    private int month = 1;
    private int day = 1;
    private int yearDay;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private boolean afternoon;
    private boolean halves;
    private @Nullable ZoneId zone;

    private GoTimeParse(String text) {
        this.text = text;
    }

    /** The time, which is in {@code zone} where the text names none; {@link GoTime#ZERO} where it is no time. */
    static ZonedDateTime parse(String layout, String text, ZoneId zone) {
        GoTimeParse parse = new GoTimeParse(text);
        try {
            parse.all(layout);
            return parse.result(zone);
        } catch (Mismatch | DateTimeException e) {
            return GoTime.ZERO;
        }
    }

    /** Says that a text is not of the layout; the caller only needs to know that. */
    private static final class Mismatch extends Exception {
        private static final long serialVersionUID = 1L;

        Mismatch() {
            super(null, null, false, false);
        }
    }

    private ZonedDateTime result(ZoneId otherwise) {
        int ofDay = halves ? hour % 12 + (afternoon ? 12 : 0) : hour;
        LocalDateTime time = LocalDateTime.of(year, month, day, ofDay, minute, second, nanos);
        LocalDateTime dated = yearDay > 0 ? time.withDayOfYear(yearDay) : time;
        return dated.atZone(zone == null ? otherwise : zone);
    }

    private void all(String layout) throws Mismatch {
        LayoutPart.Type before = LayoutPart.Type.LITERAL;
        for (LayoutPart part : LayoutPart.parse(layout)) {
            if (isSecond(before) && part.type() != LayoutPart.Type.FRACTION) {
                optionalFraction();
            }
            read(part);
            before = part.type();
        }
        if (isSecond(before)) {
            optionalFraction();
        }
        check(at == text.length());
    }

    private static boolean isSecond(LayoutPart.Type type) {
        return type == LayoutPart.Type.SECOND || type == LayoutPart.Type.ZERO_SECOND;
    }

    private void read(LayoutPart part) throws Mismatch {
        switch (part.type()) {
            case LITERAL -> literal(part.text());
            case LONG_MONTH -> month = monthName(false);
            case SHORT_MONTH -> month = monthName(true);
            case LONG_WEEKDAY -> weekdayName(false);
            case SHORT_WEEKDAY -> weekdayName(true);
            case LONG_YEAR -> year = number(4, 4);
            case SHORT_YEAR -> {
                int short2 = number(2, 2);
                year = short2 >= 69 ? 1900 + short2 : 2000 + short2;
            }
            case ZERO_YEAR_DAY -> yearDay = number(3, 3);
            case BLANK_YEAR_DAY -> {
                skipBlanks(2);
                yearDay = number(1, 3);
            }
            case MONTH -> month = number(1, 2);
            case ZERO_MONTH -> month = number(2, 2);
            case DAY -> day = number(1, 2);
            case ZERO_DAY -> day = number(2, 2);
            case BLANK_DAY -> {
                skipBlanks(1);
                day = number(1, 2);
            }
            case HOUR -> hour = number(1, 2);
            case HOUR_12 -> hour = number(1, 2);
            case ZERO_HOUR_12 -> hour = number(2, 2);
            case MINUTE -> minute = number(1, 2);
            case ZERO_MINUTE -> minute = number(2, 2);
            case SECOND -> second = number(1, 2);
            case ZERO_SECOND -> second = number(2, 2);
            case UPPER_HALF -> half("AM", "PM");
            case LOWER_HALF -> half("am", "pm");
            case ZONE_NAME -> zoneName();
            case OFFSET -> offset(part.text());
            case FRACTION -> fraction(part.text());
        }
    }

    private static void check(boolean fits) throws Mismatch {
        if (!fits) {
            throw new Mismatch();
        }
    }

    private void literal(String literal) throws Mismatch {
        check(text.startsWith(literal, at));
        at += literal.length();
    }

    private int number(int least, int most) throws Mismatch {
        int start = at;
        int value = 0;
        while (at < text.length()
                && at - start < most
                && Character.isDigit(text.charAt(at))
                && text.charAt(at) < 0x80) {
            value = value * 10 + text.charAt(at++) - '0';
        }
        check(at - start >= least);
        return value;
    }

    private void skipBlanks(int most) {
        for (int i = 0; i < most && at < text.length() && text.charAt(at) == ' '; i++) {
            at++;
        }
    }

    private int monthName(boolean cut) throws Mismatch {
        for (int number = 1; number <= 12; number++) {
            if (name(GoTimeNames.month(number), cut)) {
                return number;
            }
        }
        throw new Mismatch();
    }

    private void weekdayName(boolean cut) throws Mismatch {
        for (int number = 0; number < 7; number++) {
            if (name(GoTimeNames.weekday(number), cut)) {
                return;
            }
        }
        throw new Mismatch();
    }

    private boolean name(String full, boolean cut) {
        String name = cut ? full.substring(0, GoTimeNames.SHORT_LENGTH) : full;
        boolean found = text.regionMatches(true, at, name, 0, name.length());
        at += found ? name.length() : 0;
        return found;
    }

    private void half(String morning, String evening) throws Mismatch {
        afternoon = text.startsWith(evening, at);
        check(afternoon || text.startsWith(morning, at));
        halves = true;
        at += 2;
    }

    /** An abbreviation says nothing about the offset, unless it is UTC. */
    private void zoneName() throws Mismatch {
        int start = at;
        while (at < text.length() && at - start < 5 && text.charAt(at) >= 'A' && text.charAt(at) <= 'Z') {
            at++;
        }
        check(at - start >= 3);
        if (text.substring(start, at).toUpperCase(Locale.ROOT).equals("UTC")) {
            zone = ZoneOffset.UTC;
        }
    }

    private void offset(String layout) throws Mismatch {
        if (layout.charAt(0) == 'Z' && text.startsWith("Z", at)) {
            at++;
            zone = ZoneOffset.UTC;
            return;
        }
        check(at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-'));
        int sign = text.charAt(at++) == '-' ? -1 : 1;
        int seconds = number(2, 2) * 3600;
        for (int unit = 60, length = 3; unit > 0; unit /= 60) {
            if (layout.length() <= length) {
                break;
            }
            boolean colon = layout.charAt(3) == ':';
            if (colon) {
                literal(":");
            }
            seconds += number(2, 2) * unit;
            length += colon ? 3 : 2;
        }
        zone = ZoneOffset.ofTotalSeconds(sign * seconds);
    }

    private void optionalFraction() throws Mismatch {
        boolean point = at + 1 < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ',');
        if (point && text.charAt(at + 1) >= '0' && text.charAt(at + 1) <= '9') {
            at++;
            digitsOfFraction(Integer.MAX_VALUE);
        }
    }

    private void fraction(String layout) throws Mismatch {
        boolean exact = layout.charAt(1) == '0';
        if (!exact) {
            optionalFraction();
            return;
        }
        check(at < text.length() && (text.charAt(at) == '.' || text.charAt(at) == ','));
        at++;
        int start = at;
        digitsOfFraction(layout.length() - 1);
        check(at - start == layout.length() - 1);
    }

    private void digitsOfFraction(int most) {
        int scale = 100_000_000;
        int start = at;
        while (at < text.length() && at - start < most && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            nanos += (text.charAt(at++) - '0') * scale;
            scale /= 10;
        }
    }
}

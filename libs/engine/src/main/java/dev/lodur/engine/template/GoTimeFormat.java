package dev.lodur.engine.template;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes times by Go's layouts. */
final class GoTimeFormat {
    private static final DateTimeFormatter ZONE_NAME = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);
    private static final int NANO_DIGITS = 9;
    private static final int SECONDS_IN_HOUR = 3600;

    private GoTimeFormat() {}

    static String format(ZonedDateTime time, String layout) {
        StringBuilder out = new StringBuilder();
        for (LayoutPart part : LayoutPart.parse(layout)) {
            append(out, time, part);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, ZonedDateTime time, LayoutPart part) {
        switch (part.type()) {
            case LITERAL -> out.append(part.text());
            case LONG_MONTH -> out.append(GoTimeNames.month(time.getMonthValue()));
            case SHORT_MONTH -> out.append(GoTimeNames.month(time.getMonthValue()), 0, GoTimeNames.SHORT_LENGTH);
            case LONG_WEEKDAY -> out.append(weekday(time));
            case SHORT_WEEKDAY -> out.append(weekday(time), 0, GoTimeNames.SHORT_LENGTH);
            case LONG_YEAR -> padded(out, time.getYear(), 4, '0');
            case SHORT_YEAR -> padded(out, Math.floorMod(time.getYear(), 100), 2, '0');
            case ZERO_YEAR_DAY -> padded(out, time.getDayOfYear(), 3, '0');
            case BLANK_YEAR_DAY -> padded(out, time.getDayOfYear(), 3, ' ');
            case MONTH -> out.append(time.getMonthValue());
            case ZERO_MONTH -> padded(out, time.getMonthValue(), 2, '0');
            case DAY -> out.append(time.getDayOfMonth());
            case ZERO_DAY -> padded(out, time.getDayOfMonth(), 2, '0');
            case BLANK_DAY -> padded(out, time.getDayOfMonth(), 2, ' ');
            case HOUR -> padded(out, time.getHour(), 2, '0');
            case HOUR_12 -> out.append(hour12(time));
            case ZERO_HOUR_12 -> padded(out, hour12(time), 2, '0');
            case MINUTE -> out.append(time.getMinute());
            case ZERO_MINUTE -> padded(out, time.getMinute(), 2, '0');
            case SECOND -> out.append(time.getSecond());
            case ZERO_SECOND -> padded(out, time.getSecond(), 2, '0');
            case UPPER_HALF -> out.append(time.getHour() >= 12 ? "PM" : "AM");
            case LOWER_HALF -> out.append(time.getHour() >= 12 ? "pm" : "am");
            case ZONE_NAME -> out.append(zoneName(time));
            case OFFSET -> offset(out, time.getOffset().getTotalSeconds(), part.text());
            case FRACTION -> fraction(out, time.getNano(), part.text());
        }
    }

    private static String weekday(ZonedDateTime time) {
        return GoTimeNames.weekday(time.getDayOfWeek().getValue() % 7);
    }

    private static int hour12(ZonedDateTime time) {
        int hour = time.getHour() % 12;
        return hour == 0 ? 12 : hour;
    }

    private static void padded(StringBuilder out, int number, int width, char fill) {
        String digits = Integer.toString(Math.abs(number));
        out.append(number < 0 ? "-" : "")
                .repeat(fill, Math.max(0, width - digits.length()))
                .append(digits);
    }

    private static String zoneName(ZonedDateTime time) {
        ZoneId zone = time.getZone();
        if (zone.equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        int seconds = time.getOffset().getTotalSeconds();
        StringBuilder number = new StringBuilder();
        if (zone instanceof ZoneOffset) {
            offset(number, seconds, "-0700");
            return number.toString();
        }
        String name = ZONE_NAME.format(time);
        if (name.startsWith("GMT+") || name.startsWith("GMT-")) {
            // The zones that have no name are called by their offset.
            offset(number, seconds, seconds % SECONDS_IN_HOUR == 0 ? "-07" : "-0700");
            return number.toString();
        }
        return name;
    }

    private static void offset(StringBuilder out, int seconds, String layout) {
        if (layout.charAt(0) == 'Z' && seconds == 0) {
            out.append('Z');
            return;
        }
        int size = Math.abs(seconds);
        String colon = layout.contains(":") ? ":" : "";
        padded(out.append(seconds < 0 ? '-' : '+'), size / SECONDS_IN_HOUR, 2, '0');
        if (layout.length() > 3) {
            padded(out.append(colon), size / 60 % 60, 2, '0');
        }
        if (layout.length() > 6) {
            padded(out.append(colon), size % 60, 2, '0');
        }
    }

    private static void fraction(StringBuilder out, int nanos, String layout) {
        int digits = layout.length() - 1;
        String all = String.format(Locale.ROOT, "%09d", nanos);
        String shown = digits <= NANO_DIGITS ? all.substring(0, digits) : all + "0".repeat(digits - NANO_DIGITS);
        if (layout.charAt(1) == '9') {
            shown = shown.replaceFirst("0+$", "");
        }
        if (!shown.isEmpty()) {
            out.append(layout.charAt(0)).append(shown);
        }
    }
}

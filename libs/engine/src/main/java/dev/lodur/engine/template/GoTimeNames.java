package dev.lodur.engine.template;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;

/** English names of months and days of the week. */
final class GoTimeNames {
    static final int SHORT_LENGTH = 3;

    private GoTimeNames() {}

    /** The name of a month, 1 is January. */
    static String month(long number) {
        boolean valid = number >= 1 && number <= 12;
        return valid
                ? Month.of((int) number).getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                : "%!Month(" + number + ")";
    }

    /** The name of a day, 0 is Sunday. */
    static String weekday(long number) {
        boolean valid = number >= 0 && number <= 6;
        return valid
                ? DayOfWeek.of(number == 0 ? 7 : (int) number).getDisplayName(TextStyle.FULL, Locale.ENGLISH)
                : "%!Weekday(" + number + ")";
    }
}

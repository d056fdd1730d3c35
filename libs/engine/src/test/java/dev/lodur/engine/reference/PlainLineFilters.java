package dev.lodur.engine.reference;

import com.google.re2j.Pattern;
import dev.lodur.logql.LineFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** {@code |= "a" or "b"} and its kin. */
final class PlainLineFilters {
    private static final java.util.regex.Pattern V4 =
            java.util.regex.Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    private PlainLineFilters() {}

    static boolean keeps(LineFilter filter, String line) {
        boolean alone = filter.alternatives().size() == 1;
        boolean found = filter.alternatives().stream().anyMatch(needle -> switch (needle) {
            case LineFilter.Ip(String addresses) -> alone ? hasAddress(line, addresses) : line.contains(addresses);
            case LineFilter.Text(String text) ->
                switch (filter.operator()) {
                    case CONTAINS, NOT_CONTAINS -> line.contains(text);
                    case MATCHES, NOT_MATCHES ->
                        Pattern.compile(text).matcher(line).find();
                    case PATTERN, NOT_PATTERN -> hasPattern(line, text);
                };
        });
        return found != filter.operator().isNegative();
    }

    /** Texts one behind the other, with at least one character for each wildcard, the last one at the line's end. */
    private static boolean hasPattern(String line, String pattern) {
        if (pattern.isEmpty() || line.isEmpty()) {
            return pattern.isEmpty() && line.isEmpty();
        }
        List<String> parts = new ArrayList<>(List.of(pattern.split("<_>", -1)));
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            String text = parts.get(i);
            if (text.isEmpty()) {
                continue;
            }
            int found = line.indexOf(text, at);
            if (found < 0 || (i > 0 && found == at)) {
                return false;
            }
            at = found + text.length();
        }
        return parts.getLast().isEmpty() ? at < line.length() : at == line.length();
    }

    /** Whether an address (of IPv4) out of a set stands in a text. */
    static boolean hasAddress(String text, String addresses) {
        for (int at = 0; at < text.length(); at++) {
            String rest = text.substring(at);
            String word = "";
            if (rest.matches("(?s)\\d(\\.|.\\.|..\\.).*") && rest.length() >= 4) {
                word = rest.replaceFirst("(?s)[^0-9.].*", "");
            } else if (rest.length() >= 5 && rest.matches("(?s)([0-9a-fA-F]{1,4}:|::[0-9a-fA-F]).*")) {
                word = rest.replaceFirst("(?s)[^0-9.a-fA-F:].*", "");
            }
            if (!word.isEmpty()) {
                long address = address(word);
                if (address >= 0 && isIn(address, addresses)) {
                    return true;
                }
                at += word.length();
            }
        }
        return false;
    }

    private static long address(String word) {
        Matcher matcher = V4.matcher(word);
        if (!matcher.matches()) {
            return -1;
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            String part = matcher.group(i);
            if (Integer.parseInt(part) > 255 || (part.length() > 1 && part.startsWith("0"))) {
                return -1;
            }
            address = address * 256 + Integer.parseInt(part);
        }
        return address;
    }

    private static boolean isIn(long address, String addresses) {
        if (addresses.contains("-")) {
            String[] ends = addresses.split("-");
            return address >= address(ends[0]) && address <= address(ends[1]);
        }
        if (addresses.contains("/")) {
            String[] parts = addresses.split("/");
            int shift = 32 - Integer.parseInt(parts[1]);
            return address >> shift == address(parts[0]) >> shift;
        }
        return address == address(addresses);
    }
}

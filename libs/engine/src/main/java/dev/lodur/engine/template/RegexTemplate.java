package dev.lodur.engine.template;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A replacement in which {@code $1}, {@code ${1}} and {@code ${name}} stand for groups. */
record RegexTemplate(List<Part> parts) {
    /** A text, or the name of a group. */
    record Part(String text, boolean group) {}

    static RegexTemplate literal(String text) {
        return new RegexTemplate(List.of(new Part(text, false)));
    }

    static RegexTemplate parse(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        int dollar = text.indexOf('$');
        while (dollar >= 0) {
            parts.add(new Part(text.substring(at, dollar), false));
            int start = dollar + 1;
            boolean braces = text.startsWith("{", start);
            int nameStart = braces ? start + 1 : start;
            int nameEnd = nameEnd(text, nameStart);
            boolean named = nameEnd > nameStart && (!braces || text.startsWith("}", nameEnd));
            if (named) {
                parts.add(new Part(text.substring(nameStart, nameEnd), true));
                at = braces ? nameEnd + 1 : nameEnd;
            } else {
                parts.add(new Part("$", false));
                at = text.startsWith("$", start) ? start + 1 : start;
            }
            dollar = text.indexOf('$', at);
        }
        parts.add(new Part(text.substring(at), false));
        return new RegexTemplate(List.copyOf(parts));
    }

    private static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length() && (Character.isLetterOrDigit(text.codePointAt(at)) || text.charAt(at) == '_')) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    void append(StringBuilder out, Matcher matcher) {
        for (Part part : parts) {
            if (!part.group()) {
                out.append(part.text());
                continue;
            }
            int group = group(part.text(), matcher);
            String found = group >= 0 && group <= matcher.groupCount() ? matcher.group(group) : null;
            out.append(found == null ? "" : found);
        }
    }

    private static int group(String name, Matcher matcher) {
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            // A long number or one with a zero in front is a name that no group has.
            boolean number = name.length() < 9 && (name.length() == 1 || name.charAt(0) != '0');
            return number ? Integer.parseInt(name) : -1;
        }
        Map<String, Integer> names = matcher.pattern().namedGroups();
        return names.getOrDefault(name, -1);
    }
}

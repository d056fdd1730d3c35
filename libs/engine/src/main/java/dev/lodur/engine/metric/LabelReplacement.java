package dev.lodur.engine.metric;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.lodur.model.Labels;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code label_replace}: writes a label out of the parts of another one that a regular expression names, {@code $1} or
 * {@code ${name}}; series whose label does not match from end to end stay as they are. An empty result takes the label
 * away.
 */
final class LabelReplacement {
    private final String destination;
    private final String replacement;
    private final String source;
    private final Pattern pattern;

    LabelReplacement(String destination, String replacement, String source, String regexp) {
        this.destination = destination;
        this.replacement = replacement;
        this.source = source;
        this.pattern = Pattern.compile("^(?:" + regexp + ")$");
    }

    Labels apply(Labels labels) {
        Matcher matcher = pattern.matcher(labels.getOrEmpty(source));
        if (!matcher.find()) {
            return labels;
        }
        String value = expand(matcher);
        Map<String, String> replaced = new TreeMap<>(labels.toMap());
        if (value.isEmpty()) {
            replaced.remove(destination);
        } else {
            replaced.put(destination, value);
        }
        return Labels.of(replaced);
    }

    /** The template's text with groups in place of their names; a name goes as far as letters, digits and underscores do. */
    private String expand(Matcher matcher) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < replacement.length()) {
            char c = replacement.charAt(at);
            int next = at + 1 < replacement.length() ? replacement.charAt(at + 1) : ' ';
            if (c == '$' && next == '$') {
                text.append('$');
                at += 2;
            } else if (c == '$' && next == '{' && isClosed(at + 2)) {
                int end = nameEnd(at + 2);
                text.append(group(matcher, replacement.substring(at + 2, end)));
                at = end + 1;
            } else if (c == '$' && isNamePart(next)) {
                int end = nameEnd(at + 1);
                text.append(group(matcher, replacement.substring(at + 1, end)));
                at = end;
            } else {
                text.append(c);
                at++;
            }
        }
        return text.toString();
    }

    private int nameEnd(int from) {
        int end = from;
        while (end < replacement.length() && isNamePart(replacement.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Whether a name begins here and a brace ends it; otherwise the text means itself. */
    private boolean isClosed(int from) {
        int end = nameEnd(from);
        return end > from && end < replacement.length() && replacement.charAt(end) == '}';
    }

    private static boolean isNamePart(int c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private String group(Matcher matcher, String name) {
        Integer number = pattern.namedGroups().get(name);
        boolean padded = name.length() > 1 && name.startsWith("0");
        if (number == null && !padded && name.length() < 6 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            number = Integer.valueOf(name);
        }
        if (number == null || number > matcher.groupCount()) {
            return "";
        }
        String text = matcher.group(number);
        return text == null ? "" : text;
    }
}

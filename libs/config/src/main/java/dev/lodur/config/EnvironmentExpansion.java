package dev.lodur.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:-default}} in a text by the environment's values, before the text is parsed.
 *
 * <p>A name that is not set, or set to nothing, gives its default, or nothing. A default may itself hold references.
 * {@code $$} stands for one dollar sign; other dollar signs stay.
 */
final class EnvironmentExpansion {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int DEPTH_MAX = 10;

    /** Where values come from; null for a name that is not set. */
    @FunctionalInterface
    interface Environment {
        @Nullable String get(String name);
    }

    private final Environment environment;
    private final String file;
    private final Problems problems;

    EnvironmentExpansion(Environment environment, String file, Problems problems) {
        this.environment = environment;
        this.file = file;
        this.problems = problems;
    }

    String expand(String text) {
        return expand(text, 0, 1);
    }

    private String expand(String text, int depth, int firstLine) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("$$", at)) {
                out.append('$');
                at += 2;
            } else if (text.startsWith("${", at)) {
                int end = closingBrace(text, at + 2);
                int line = firstLine + lines(text, at);
                if (end < 0 || depth > DEPTH_MAX) {
                    problems.error(file + ":" + line, "a reference ${ to the environment has no closing brace");
                    return out.toString();
                }
                out.append(value(text.substring(at + 2, end), depth, line));
                at = end + 1;
            } else {
                out.append(text.charAt(at));
                at++;
            }
        }
        return out.toString();
    }

    private String value(String reference, int depth, int line) {
        int operator = reference.indexOf(":-");
        String name = operator < 0 ? reference : reference.substring(0, operator);
        if (!NAME.matcher(name).matches()) {
            problems.error(
                    file + ":" + line,
                    "${" + reference + "} is not a reference to the environment: write ${NAME} or ${NAME:-default}");
            return "";
        }
        String value = environment.get(name);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        return operator < 0 ? "" : expand(reference.substring(operator + 2), depth + 1, line);
    }

    private static int closingBrace(String text, int from) {
        int open = 1;
        for (int at = from; at < text.length(); at++) {
            if (text.startsWith("${", at)) {
                open++;
            } else if (text.charAt(at) == '}' && --open == 0) {
                return at;
            }
        }
        return -1;
    }

    private static int lines(String text, int end) {
        return (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }
}

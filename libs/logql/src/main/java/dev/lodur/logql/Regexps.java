package dev.lodur.logql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Checks regexps as RE2, with the wording of Go's {@code regexp} package in the errors. */
final class Regexps {
    private static final java.util.regex.Pattern DUPLICATE_GROUP =
            java.util.regex.Pattern.compile("duplicate capture group name: `(.*)`$");

    private Regexps() {}

    /** What is wrong with a regexp, or null. */
    static @Nullable String error(String regexp) {
        String tooLarge = RegexpCost.error(regexp);
        if (tooLarge != null) {
            return tooLarge;
        }
        try {
            Pattern.compile(regexp);
            return null;
        } catch (PatternSyntaxException e) {
            return wording(regexp, e);
        } catch (StackOverflowError e) {
            // RegexpCost estimates; where it is wrong, re2j recursed without touching anything of ours.
            return "error parsing regexp: expression nests too deeply";
        }
    }

    /** What is wrong with the regexp of a stage that makes labels of the named groups, or null. */
    static @Nullable String extractionError(String regexp) {
        String error = error(regexp);
        if (error != null) {
            Matcher duplicate = DUPLICATE_GROUP.matcher(error);
            return duplicate.find() ? "duplicate extracted label name '" + duplicate.group(1) + "'" : error;
        }
        return Pattern.compile(regexp).namedGroups().isEmpty() ? "at least one named capture must be supplied" : null;
    }

    private static String wording(String regexp, PatternSyntaxException e) {
        // re2j meets a parenthesis too many as an inner error.
        return "stack underflow".equals(e.getPattern())
                ? "error parsing regexp: unexpected ): `" + regexp + "`"
                : String.valueOf(e.getMessage());
    }
}

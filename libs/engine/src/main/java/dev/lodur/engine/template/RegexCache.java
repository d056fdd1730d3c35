package dev.lodur.engine.template;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.lodur.engine.regex.Regex;
import dev.lodur.model.LodurException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The regular expressions of one template, so that they are not compiled for each line; thread-safe.
 *
 * <p>Those that a template makes of its data are many: the first ones are kept.
 */
final class RegexCache {
    private static final int MAX_ENTRIES = 32;
    private static final int MAX_LENGTH = 1000;

    /** What is said where re2j recurses over more than its stack has room for. */
    static final String TOO_DEEP = "error parsing regexp: expression nests too deeply";

    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    Matcher matcher(String pattern, String text) throws FunctionFailure {
        Pattern known = patterns.get(pattern);
        if (known != null) {
            return known.matcher(text);
        }
        Pattern compiled = compile(pattern);
        if (patterns.size() < MAX_ENTRIES) {
            patterns.put(pattern, compiled);
        }
        return compiled.matcher(text);
    }

    private static Pattern compile(String pattern) throws FunctionFailure {
        if (pattern.length() > MAX_LENGTH) {
            throw new FunctionFailure("regular expression of more than " + MAX_LENGTH + " characters");
        }
        try {
            // Of the engine's own expressions only the checks are needed: they have limits on what re2j would need.
            Regex.anywhere(pattern);
            return Pattern.compile(pattern);
        } catch (LodurException e) {
            throw new FunctionFailure(e.text());
        } catch (PatternSyntaxException e) {
            throw new FunctionFailure(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new FunctionFailure(TOO_DEEP);
        }
    }
}

package dev.lodur.engine.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.lodur.engine.regex.RegexNode.Assert;
import dev.lodur.engine.regex.RegexNode.Assertion;
import dev.lodur.engine.regex.RegexNode.Concat;
import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A compiled regular expression of RE2's syntax; {@code (?<name>…)} is taken like {@code (?P<name>…)}.
 *
 * <p>Thread-safe: each use borrows one of the automata that hold the states made so far. An expression that is wrong or
 * too large is {@link ErrorCode#INVALID_QUERY} with RE2's text.
 */
public final class Regex {
    private static final int AUTOMATA_MAX = 16;

    private final String pattern;
    private final Program program;
    private final RegexLiterals literals;
    private final ConcurrentLinkedQueue<LazyDfa> automata = new ConcurrentLinkedQueue<>();

    private Regex(String pattern, RegexNode node, RegexLiterals literals) throws RegexSyntaxException {
        this.pattern = pattern;
        this.program = Program.compile(node);
        this.literals = literals;
    }

    /** An expression that may match anywhere in a text, as in line filters. */
    public static Regex anywhere(String pattern) {
        return compile(pattern, false);
    }

    /** An expression that must match a text from its beginning to its end, as in selectors. */
    public static Regex whole(String pattern) {
        return compile(pattern, true);
    }

    private static Regex compile(String pattern, boolean whole) {
        try {
            RegexNode node = RegexParser.parse(pattern);
            RegexNode anchored = whole ? anchored(node) : node;
            return new Regex(pattern, anchored, RegexLiterals.of(anchored));
        } catch (RegexSyntaxException e) {
            throw new LodurException(ErrorCode.INVALID_QUERY, "error parsing regexp: " + reason(pattern, e), e);
        }
    }

    private static RegexNode anchored(RegexNode node) {
        return new Concat(List.of(new Assert(Assertion.BEGIN_TEXT), node, new Assert(Assertion.END_TEXT)));
    }

    /** RE2's own words for the error, where it is one of syntax. */
    private static String reason(String pattern, RegexSyntaxException error) {
        String ours = String.valueOf(error.getMessage());
        if (ours.startsWith("expression") || ours.startsWith("invalid repeat count")) {
            return ours;
        }
        try {
            Pattern.compile(pattern);
            return ours;
        } catch (PatternSyntaxException e) {
            String description = String.valueOf(e.getDescription());
            return e.getPattern() == null ? description : description + ": `" + e.getPattern() + "`";
        }
    }

    public String pattern() {
        return pattern;
    }

    /** What can be searched for before the automaton runs. */
    public RegexLiterals literals() {
        return literals;
    }

    /** Whether a range of UTF-8 bytes matches. */
    public boolean matches(byte[] bytes, int from, int to) {
        try (Search search = search()) {
            return search.matches(bytes, from, to);
        }
    }

    public boolean matches(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return matches(bytes, 0, bytes.length);
    }

    /** Borrows an automaton for many texts in a row; close it to give it back. */
    public Search search() {
        LazyDfa automaton = automata.poll();
        return new Search(this, automaton == null ? new LazyDfa(program) : automaton);
    }

    /** A borrowed automaton, used by one thread. */
    public static final class Search implements AutoCloseable {
        private final Regex regex;
        private final LazyDfa automaton;

        private Search(Regex regex, LazyDfa automaton) {
            this.regex = regex;
            this.automaton = automaton;
        }

        public boolean matches(byte[] bytes, int from, int to) {
            return automaton.find(bytes, from, to);
        }

        @Override
        public void close() {
            if (regex.automata.size() < AUTOMATA_MAX) {
                regex.automata.add(automaton);
            }
        }
    }
}

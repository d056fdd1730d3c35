package dev.lodur.engine.regex;

import dev.lodur.engine.regex.RegexNode.Alternate;
import dev.lodur.engine.regex.RegexNode.Assert;
import dev.lodur.engine.regex.RegexNode.Assertion;
import dev.lodur.engine.regex.RegexNode.Characters;
import dev.lodur.engine.regex.RegexNode.Concat;
import dev.lodur.engine.regex.RegexNode.Empty;
import dev.lodur.engine.regex.RegexNode.Repeat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads RE2's syntax (https://github.com/google/re2/wiki/Syntax) with Perl's classes, as Go's {@code regexp} accepts it.
 *
 * <p>It reads what is valid; what it refuses is looked at again by re2j, which finds the words for the error.
 */
final class RegexParser {
    /** How deep groups nest (RE2 allows 1,000, for which a thread lacks the stack), and how often a part may come in all. */
    private static final int DEPTH_MAX = 250;

    private static final int REPEAT_MAX = 1000;

    private static final int IGNORE_CASE = 1;
    private static final int MULTI_LINE = 2;
    private static final int DOT_NEWLINE = 4;

    private final String text;
    private int at;
    private int flags;
    private int depth;

    private RegexParser(String text) {
        this.text = text;
    }

    static RegexNode parse(String text) throws RegexSyntaxException {
        RegexParser parser = new RegexParser(text);
        RegexNode node = parser.alternation();
        if (parser.at < text.length()) {
            throw parser.error("unexpected )");
        }
        return node;
    }

    private RegexNode alternation() throws RegexSyntaxException {
        if (++depth > DEPTH_MAX) {
            throw error("expression nests too deeply");
        }
        List<RegexNode> branches = new ArrayList<>();
        branches.add(concatenation());
        while (take('|')) {
            branches.add(concatenation());
        }
        depth--;
        return branches.size() == 1 ? branches.getFirst() : new Alternate(branches);
    }

    private RegexNode concatenation() throws RegexSyntaxException {
        List<RegexNode> parts = new ArrayList<>();
        while (at < text.length() && peek() != '|' && peek() != ')') {
            if (text.startsWith("\\Q", at)) {
                quoted(parts);
                continue;
            }
            RegexNode atom = atom();
            if (atom != null) {
                parts.add(repeated(atom));
            } else if (!parts.isEmpty()) {
                // A group of flags is no part: an operator behind it belongs to what stands before.
                parts.add(repeated(parts.removeLast()));
            }
        }
        return switch (parts.size()) {
            case 0 -> new Empty();
            case 1 -> parts.getFirst();
            default -> new Concat(parts);
        };
    }

    private void quoted(List<RegexNode> parts) throws RegexSyntaxException {
        at += 2;
        int end = text.indexOf("\\E", at);
        int stop = end < 0 ? text.length() : end;
        while (at < stop) {
            RegexNode literal = literal(next());
            parts.add(at == stop && end >= 0 ? quotedEnd(literal) : literal);
        }
        if (end >= 0 && at == end) {
            at = end + 2;
        }
    }

    /** An operator behind {@code \E} belongs to the last character that was quoted. */
    private RegexNode quotedEnd(RegexNode literal) throws RegexSyntaxException {
        at += 2;
        return repeated(literal);
    }

    private RegexNode repeated(RegexNode atom) throws RegexSyntaxException {
        RegexNode node = atom;
        boolean before = false;
        while (at < text.length()) {
            int start = at;
            int[] bounds = bounds();
            if (bounds == null) {
                break;
            }
            if (before) {
                throw error("invalid nested repetition operator");
            }
            take('?');
            before = start < at;
            node = repeat(node, bounds);
        }
        return node;
    }

    private RegexNode repeat(RegexNode node, int[] bounds) throws RegexSyntaxException {
        if (bounds[0] > REPEAT_MAX || bounds[1] > REPEAT_MAX || (bounds[1] >= 0 && bounds[1] < bounds[0])) {
            throw error("invalid repeat count");
        }
        RegexNode repeat = new Repeat(node, bounds[0], bounds[1]);
        if ((bounds[0] > 1 || bounds[1] > 1) && copies(repeat) > REPEAT_MAX) {
            throw error("invalid repeat count");
        }
        return repeat;
    }

    /** How often the most repeated part comes when all counts are written out. */
    private static long copies(RegexNode node) {
        return switch (node) {
            case Repeat(RegexNode body, int min, int max) -> Math.max(1, Math.max(min, max)) * copies(body);
            case Concat(List<RegexNode> parts) -> most(parts);
            case Alternate(List<RegexNode> branches) -> most(branches);
            case Empty e -> 1;
            case Characters c -> 1;
            case Assert a -> 1;
        };
    }

    private static long most(List<RegexNode> nodes) {
        long most = 1;
        for (RegexNode node : nodes) {
            most = Math.max(most, copies(node));
        }
        return most;
    }

    private int @Nullable [] bounds() {
        if (take('*')) {
            return new int[] {0, -1};
        }
        if (take('+')) {
            return new int[] {1, -1};
        }
        if (take('?')) {
            return new int[] {0, 1};
        }
        return at < text.length() && peek() == '{' ? counted() : null;
    }

    /** {@code {n}}, {@code {n,}} or {@code {n,m}}; anything else in braces is literal text. */
    private int @Nullable [] counted() {
        int start = at;
        at++;
        int min = number();
        int max = min;
        if (min >= 0 && take(',')) {
            max = at < text.length() && peek() == '}' ? -1 : number();
            if (max < 0 && (at >= text.length() || peek() != '}')) {
                at = start;
                return null;
            }
        }
        if (min < 0 || !take('}')) {
            at = start;
            return null;
        }
        return new int[] {min, max};
    }

    private int number() {
        int start = at;
        int value = 0;
        while (at < text.length() && peek() >= '0' && peek() <= '9') {
            value = Math.min(value * 10 + (peek() - '0'), 1_000_000);
            at++;
        }
        boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
        return at == start || leadingZero ? -1 : value;
    }

    private @Nullable RegexNode atom() throws RegexSyntaxException {
        int c = next();
        return switch (c) {
            case '(' -> group();
            case '[' -> new Characters(characterClass());
            case '.' -> new Characters(has(DOT_NEWLINE) ? CodePoints.ANY : CodePoints.ANY_BUT_NEWLINE);
            case '^' -> new Assert(has(MULTI_LINE) ? Assertion.BEGIN_LINE : Assertion.BEGIN_TEXT);
            case '$' -> new Assert(has(MULTI_LINE) ? Assertion.END_LINE : Assertion.END_TEXT);
            case '*', '+', '?' -> throw error("missing argument to repetition operator");
            case '\\' -> escape();
            default -> {
                if (c == '{') {
                    at--;
                    if (counted() != null) {
                        throw error("missing argument to repetition operator");
                    }
                    at++;
                }
                yield literal(c);
            }
        };
    }

    /** A group, or null where it only sets flags for what follows. */
    private @Nullable RegexNode group() throws RegexSyntaxException {
        int outer = flags;
        if (take('?')) {
            if (take('P')) {
                need('<');
                groupName();
            } else if (take('<')) {
                groupName();
            } else if (!flagsAndColon()) {
                return null;
            }
        }
        RegexNode node = alternation();
        need(')');
        flags = outer;
        return node;
    }

    private void groupName() throws RegexSyntaxException {
        int end = text.indexOf('>', at);
        if (end <= at) {
            throw error("invalid named capture");
        }
        at = end + 1;
    }

    /** Reads flags; true at a colon, which opens a group, false at the closing parenthesis. */
    private boolean flagsAndColon() throws RegexSyntaxException {
        boolean on = true;
        while (at < text.length()) {
            int c = next();
            switch (c) {
                case 'i' -> flag(IGNORE_CASE, on);
                case 'm' -> flag(MULTI_LINE, on);
                case 's' -> flag(DOT_NEWLINE, on);
                case 'U' -> {}
                case '-' -> {
                    if (!on) {
                        throw error("invalid or unsupported Perl syntax");
                    }
                    on = false;
                }
                case ':' -> {
                    return true;
                }
                case ')' -> {
                    return false;
                }
                default -> throw error("invalid or unsupported Perl syntax");
            }
        }
        throw error("missing closing )");
    }

    private void flag(int bit, boolean on) {
        flags = on ? flags | bit : flags & ~bit;
    }

    private RegexNode escape() throws RegexSyntaxException {
        if (at >= text.length()) {
            throw error("trailing backslash");
        }
        return switch (peek()) {
            case 'A' -> assertion(Assertion.BEGIN_TEXT);
            case 'z' -> assertion(Assertion.END_TEXT);
            case 'b' -> assertion(Assertion.WORD_BOUNDARY);
            case 'B' -> assertion(Assertion.NO_WORD_BOUNDARY);
            default -> {
                CodePoints set = escapedSet();
                yield set != null ? new Characters(set) : literal(escapedCharacter());
            }
        };
    }

    private RegexNode assertion(Assertion kind) {
        at++;
        return new Assert(kind);
    }

    /** {@code \d}, {@code \pL} and their like behind a backslash; null where something else follows. */
    private @Nullable CodePoints escapedSet() throws RegexSyntaxException {
        return switch (peek()) {
            case 'd', 'D' -> perl(CodePoints.DIGITS, 'D');
            case 's', 'S' -> perl(CodePoints.SPACES, 'S');
            case 'w', 'W' -> perl(CodePoints.WORDS, 'W');
            case 'p', 'P' -> unicode();
            default -> null;
        };
    }

    private CodePoints perl(CodePoints set, char negated) {
        CodePoints folded = has(IGNORE_CASE) ? set.folded() : set;
        return next() == negated ? folded.negated() : folded;
    }

    private CodePoints unicode() throws RegexSyntaxException {
        boolean negated = next() == 'P';
        String name;
        if (take('{')) {
            int end = text.indexOf('}', at);
            if (end < 0) {
                throw error("invalid character class range");
            }
            name = text.substring(at, end);
            at = end + 1;
        } else {
            name = Character.toString(next());
        }
        if (name.startsWith("^")) {
            negated = !negated;
            name = name.substring(1);
        }
        CodePoints set = CodePoints.unicode(name);
        if (set == null) {
            throw error("invalid character class range");
        }
        CodePoints folded = has(IGNORE_CASE) ? set.folded() : set;
        return negated ? folded.negated() : folded;
    }

    private int escapedCharacter() throws RegexSyntaxException {
        int c = next();
        return switch (c) {
            case 'a' -> 7;
            case 'f' -> '\f';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'v' -> 11;
            case 'x' -> hex();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c);
            default -> {
                if (c >= 0x80 || Character.isLetterOrDigit(c)) {
                    throw error("invalid escape sequence");
                }
                yield c;
            }
        };
    }

    private int octal(int first) throws RegexSyntaxException {
        boolean single = at >= text.length() || peek() < '0' || peek() > '7';
        if (first != '0' && single) {
            throw error("invalid escape sequence");
        }
        int value = first - '0';
        for (int i = 1; i < 3 && at < text.length() && peek() >= '0' && peek() <= '7'; i++) {
            value = value * 8 + (next() - '0');
        }
        return value;
    }

    private int hex() throws RegexSyntaxException {
        int end = at + 2;
        boolean braces = take('{');
        if (braces) {
            end = text.indexOf('}', at);
        }
        try {
            int value = Integer.parseInt(text, at, end, 16);
            if (value < 0 || value > 0x10ffff || !Character.isLetterOrDigit(peek())) {
                throw error("invalid escape sequence");
            }
            at = braces ? end + 1 : end;
            return value;
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw error("invalid escape sequence");
        }
    }

    private CodePoints characterClass() throws RegexSyntaxException {
        boolean negated = take('^');
        CodePoints set = CodePoints.NONE;
        boolean first = true;
        while (first || at >= text.length() || peek() != ']') {
            if (at >= text.length()) {
                throw error("missing closing ]");
            }
            set = set.union(classMember());
            first = false;
        }
        at++;
        return negated ? set.negated() : set;
    }

    private CodePoints classMember() throws RegexSyntaxException {
        if (text.startsWith("[:", at)) {
            int end = text.indexOf(":]", at + 2);
            if (end >= 0) {
                CodePoints named = PosixClasses.get(text.substring(at + 2, end));
                if (named == null) {
                    throw error("invalid character class range");
                }
                at = end + 2;
                return has(IGNORE_CASE) ? named.folded() : named;
            }
        }
        if (peek() == '\\' && at + 1 < text.length()) {
            at++;
            CodePoints set = escapedSet();
            if (set != null) {
                return set;
            }
            at--;
        }
        int low = classCharacter();
        int high = low;
        if (at + 1 < text.length() && peek() == '-' && text.charAt(at + 1) != ']') {
            at++;
            high = classCharacter();
        }
        if (high < low) {
            throw error("invalid character class range");
        }
        CodePoints range = CodePoints.of(low, high);
        return has(IGNORE_CASE) ? range.folded() : range;
    }

    private int classCharacter() throws RegexSyntaxException {
        if (at >= text.length()) {
            throw error("missing closing ]");
        }
        int c = next();
        if (c != '\\') {
            return c;
        }
        if (at >= text.length()) {
            throw error("trailing backslash");
        }
        return escapedCharacter();
    }

    private RegexNode literal(int codePoint) {
        CodePoints set = CodePoints.of(codePoint, codePoint);
        return new Characters(has(IGNORE_CASE) ? set.folded() : set);
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private int peek() {
        return text.charAt(at);
    }

    private int next() {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        return c;
    }

    private boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void need(char c) throws RegexSyntaxException {
        if (!take(c)) {
            throw error("missing " + c);
        }
    }

    private RegexSyntaxException error(String what) {
        return new RegexSyntaxException(what + ": `" + text + "`");
    }
}

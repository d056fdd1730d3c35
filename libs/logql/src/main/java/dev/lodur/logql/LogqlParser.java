package dev.lodur.logql;

import dev.lodur.model.ErrorCode;
import dev.lodur.model.LodurException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Parses LogQL as Loki 3.7 does: the way from text to {@link Expr}.
 *
 * <p>Recursive descent over one token of look-ahead. All mistakes end as a {@link LodurException} of {@link
 * ErrorCode#INVALID_QUERY} whose text begins with {@code parse error}. Three bounds protect the process: the size of the
 * text, the depth of its parentheses and the number of its binary operators; together they bound the depth of the tree,
 * so that whoever walks it may recurse.
 *
 * <p>What only a run would show (a line filter's regexp, an address, a path) is not looked at here, because Loki formats
 * such queries; {@link StageRules} checks it before a query runs.
 */
public final class LogqlParser {
    /** Bytes of UTF-8 that a query may have; Loki's limit. */
    public static final int MAX_QUERY_BYTES = 131_072;

    /** Levels of parentheses, ours: a level costs a few stack frames. */
    public static final int MAX_NESTING = 200;

    /** Operators between label filters or vectors, ours: a chain of them is a tree as deep as the chain is long. */
    public static final int MAX_OPERATORS = 300;

    private LogqlParser() {}

    /** Parses a query whose selectors are all selective, see {@link SelectorRule}. */
    public static Expr parse(String query) {
        Expr expr = parseAny(query);
        SelectorRule.check(expr);
        return expr;
    }

    /** Parses a query that may select everything: one that was checked where it came in. */
    public static Expr parseAny(String query) {
        TokenStream tokens = open(query);
        Expr expr = new ExpressionParser(tokens).parseQuery();
        tokens.throwNoted();
        return expr;
    }

    /** Parses a query that is about to run: {@link #parse} and {@link StageRules#check}. */
    public static Expr parseExecutable(String query) {
        Expr expr = parse(query);
        StageRules.check(expr);
        return expr;
    }

    /** Like {@link #parseExecutable(String)}, but a log query may select everything, <code>{}</code> too. */
    public static Expr parseExecutableOfAny(String query) {
        Expr expr = parseAny(query);
        if (!(expr instanceof LogExpr)) {
            SelectorRule.check(expr);
        }
        StageRules.check(expr);
        return expr;
    }

    /** Parses a selector without pipeline that must be selective, as endpoints want it that read an index. */
    public static List<LabelMatcher> parseSelector(String query) {
        List<LabelMatcher> matchers = parseMatchers(query);
        SelectorRule.check(matchers);
        return matchers;
    }

    /** Parses a selector without pipeline that may match everything, <code>{}</code> too. */
    public static List<LabelMatcher> parseMatchers(String query) {
        TokenStream tokens = open(query);
        Expr expr = new ExpressionParser(tokens).parseQuery();
        tokens.throwNoted();
        if (expr instanceof LogExpr log && log.isSelector()) {
            return log.matchers();
        }
        throw new LodurException(ErrorCode.INVALID_QUERY, "only label matchers are supported");
    }

    private static TokenStream open(String query) {
        // A character has at least one byte, so that long texts are refused before they are encoded.
        int bytes = query.length() > MAX_QUERY_BYTES ? query.length() : query.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_QUERY_BYTES) {
            throw ParseErrors.of("input size too long (" + bytes + " > " + MAX_QUERY_BYTES + ")");
        }
        return new TokenStream(query);
    }
}
